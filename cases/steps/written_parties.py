"""Writes the people and bodies of a petition, their numbers sealed."""

from collections.abc import Mapping

from cases.database import Transaction
from cases.folding import fold
from cases.models.party import Party
from cases.office import Office
from cases.rows import insert_rows
from cases.sealed.cipher import blind
from cases.sealed.column import ForRow
from forms.person_numbers import person_number

SEALED = ("id_number", "phone")


def write_parties(
    tx: Transaction,
    office: Office,
    petition_id: int,
    kind: str,
    parties: Mapping[str, Mapping[str, object]],
) -> None:
    """Insert those parties (role -> column -> value) that have a name."""
    rows = [
        {
            "petition_id": petition_id,
            "petition_kind": kind,
            "role": role,
            "full_name": values["full_name"],
            "name_f": fold(str(values["full_name"])),
            "address": values.get("address"),
            **_sealed(office, petition_id, role, {name: values.get(name) for name in SEALED}),
        }
        for role, values in parties.items()
        if values.get("full_name")
    ]
    if rows:
        insert_rows(tx, Party, rows)


def change_party(office: Office, party: Party, column: str, value: object) -> None:
    """Set one column of a party, and those that follow from it; flush afterwards."""
    changed = {column: value}
    if column in SEALED:
        changed = _sealed(office, party.petition_id, party.role, changed)
    for name, one in changed.items():
        setattr(party, name, one)
    party.name_f = fold(party.full_name)


def _sealed(
    office: Office, petition_id: int, role: str, numbers: Mapping[str, object]
) -> dict[str, object]:
    columns: dict[str, object] = {}
    for name, value in numbers.items():
        number = str(value or "")
        columns[name] = ForRow(number, (petition_id, role)) if number else None
        columns[f"{name}_blind"] = (
            blind(office.keys, person_number(number) or number) if number else None
        )
    return columns
