"""Shows the numbers of the people on a petition, and writes down that they were shown."""

from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.case_papers import case_parties
from cases.queries.found_subject import find_subject
from cases.queries.open_steps import waiting_items
from cases.queries.shown_numbers import sees_numbers
from cases.queries.views import PartyView


@dataclass(frozen=True, slots=True)
class ShownNumbers:
    """What is shown, once.

    Attributes:
        code: Of the case or petition.
        parties: Those with a number, which is not masked.
    """

    code: str
    kind: str
    title: str
    parties: tuple[PartyView, ...]


def show_numbers(tx: Transaction, office: Office, actor: Actor, *, code: str) -> ShownNumbers:
    """Return the numbers of papers and telephones of the parties, unmasked.

    The journal tells who saw which kind of number of which record, never a number.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: No open step of the person needs them.
    """
    found = find_subject(tx, office, actor, code)
    acting = sees_numbers(actor, found.units, waiting_items(tx, found.subject))
    everybody = case_parties(tx, found.petition, is_masked=False)
    parties = tuple(one for one in everybody if one.id_number or one.phone)
    shown = {
        "id_number": any(one.id_number for one in parties),
        "phone": any(one.phone for one in parties),
    }
    unmasked = [name for name, is_shown in shown.items() if is_shown]
    if unmasked:
        detail = {"unmasked": unmasked}
        journal.note_view(tx, office, acting, found.subject, detail=detail)
    return ShownNumbers(code, found.row.kind, found.title, parties)
