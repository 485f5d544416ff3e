"""Names the draft of an intake form, and tells what was named so."""

from dataclasses import dataclass

from cases.secrecy import LEVELS, NOT_SECRET, is_secret

USUAL_KIND = "complaint"
"""The kind of petition that an address or a draft speaks of when it names none."""


PASSED_ON = "transfer-"


@dataclass(frozen=True, slots=True)
class IntakePlace:
    """An intake form: of which procedure, kind of petition and level."""

    procedure: str
    kind: str
    secrecy: str


def intake_place(
    procedure: str, secrecy: str, kind: str = USUAL_KIND, transfer_id: int | None = None
) -> str:
    """Return where a person's draft is kept.

    Each kind has one of its own: what was typed about the author of a complaint must not come up
    in the form of a petition that may be a denunciation. So has a secret petition, and each that
    was passed on (``transfer_id``): its form begins with what the sender has registered.
    """
    parts = ["intake", procedure, *([kind] if kind != USUAL_KIND else [])]
    parts += [secrecy] if is_secret(secrecy) else []
    return ":".join([*parts, *([f"{PASSED_ON}{transfer_id}"] if transfer_id else [])])


def read_intake_place(place: str) -> IntakePlace | None:
    """Return what a place names; ``None`` when it is not one of an intake form."""
    first, *parts = place.split(":")
    if first != "intake" or not parts:
        return None
    procedure, *rest = (one for one in parts if not one.startswith(PASSED_ON))
    level = next((one for one in rest if one in LEVELS), NOT_SECRET)
    kind = next((one for one in rest if one not in LEVELS), USUAL_KIND)
    return IntakePlace(procedure, kind, level)
