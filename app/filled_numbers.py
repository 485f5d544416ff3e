"""Notes in the journal that a form shows numbers of people, before it is shown."""

from app.office_context import actor, office, writing
from cases.actions.note_filled_numbers import FilledForm, note_filled_numbers


def note_numbers(filled: FilledForm) -> None:
    """Write a line if the form shows any."""
    if filled.numbers:
        with writing() as tx:
            note_filled_numbers(tx, office(), actor(), filled=filled)
