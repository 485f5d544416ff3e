"""Writes down that a form was handed out with the numbers of people in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.found_subject import find_subject
from cases.steps.waiting_transfer import waiting_transfer
from cases.steps.written_parties import SEALED
from forms.fields import Form


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that shows what is on record.

    Attributes:
        values: What its fields show, by key.
        code: Of the case or petition, where it is one of the unit's own.
        transfer_id: Of a petition that another unit has passed on.
    """

    form: Form
    values: Mapping[str, object]
    code: str = ""
    transfer_id: int | None = None

    @property
    def numbers(self) -> list[str]:
        """Which kinds of numbers it shows; never the numbers."""
        records = {field.record or "" for field in self.form.fields if self.values.get(field.key)}
        columns = {record.rpartition(".")[2] for record in records if record.startswith("party.")}
        return sorted(columns.intersection(SEALED))


def note_filled_numbers(
    tx: Transaction, office: Office, actor: Actor, *, filled: FilledForm
) -> None:
    """Let the journal know before the form is seen; whoever may fill it in has to see them.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not receive what is passed on to the unit.
        TransferAnsweredError: It was received or returned before.
    """
    if filled.transfer_id is not None:
        transfer, actor = waiting_transfer(tx, office, actor, filled.transfer_id, to_write=False)
        subject = ("petition", transfer.petition_id)
    else:
        subject = find_subject(tx, office, actor, filled.code).subject
    journal.note_view(tx, office, actor, subject, detail={"unmasked": filled.numbers})
