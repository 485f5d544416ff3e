"""Makes sure that the keys are there before anything needs them."""

from collections.abc import Mapping

from cases.key_rotation.sealed_rows import missing_keys, values_by_key
from cases.office import Office
from cases.sealed.keys import KeysError, KeyUnknownError


def prepare_keys(office: Office) -> None:
    """Make a first key where nothing is at stake; who runs the official system makes it himself."""
    if not (office.settings.is_production or office.keys.is_there):
        office.keys.add(office.clock.written_at())


def check_keys(office: Office) -> None:
    """Stop a start that would fail at the first petition.

    Raises:
        KeysError: The file is missing or damaged, others may read it, or a key in use is not in it.
    """
    office.keys.keys()
    with office.database.reading() as tx:
        for key_id in missing_keys(tx, office.keys):
            raise KeyUnknownError(key_id)


def fingerprints_of_used_keys(office: Office) -> Mapping[str, str]:
    """Return id -> fingerprint of the keys that what is stored now needs."""
    with office.database.reading() as tx:
        used = values_by_key(tx, office.keys)
    return {key_id: office.keys.key(key_id).fingerprint for key_id in used if key_id}


def refuse_unreadable(office: Office, needed: Mapping[str, str]) -> None:
    """Refuse what was written with keys that are not here, before anything is changed.

    Args:
        office: The installation.
        needed: Id -> fingerprint of the keys.

    Raises:
        KeysError: One is not here, or another one bears its id.
    """
    known = office.keys.keys().by_id if needed else {}
    for key_id, fingerprint in needed.items():
        if key_id not in known or known[key_id].fingerprint != fingerprint:
            message = (
                f"Bản sao lưu cần khóa {key_id}, không có trong {office.keys.path}. Chép tệp khóa"
                " của hệ thống đã sao lưu vào đó. Chưa có gì bị thay đổi."
            )
            raise KeysError(message)
