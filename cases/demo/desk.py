"""What lies before the people of the demo office when they fill in a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from cases.demo.story import Story

Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before the person who fills in a form.

    Attributes:
        story: The petition or case.
        day: Day that the form is about.
        number: Gives the next number of a book, e.g. ``number("TB")`` -> ``31/TB-UBND``.
        colleague: Role -> value of the one who has it in the same unit, in a person field.
        unit: Code of a unit -> its value in a field for units.
        code: What another story shows -> code of its case.
    """

    story: Story
    day: date
    number: Callable[[str], str]
    colleague: Callable[[str], str]
    unit: Callable[[str], str]
    code: Callable[[str], str]

    @property
    def typed_day(self) -> str:
        """The day as people type it."""
        return typed(self.day)

    def told(self, step: str) -> str:
        """Return the day of another step of the case."""
        return typed(self.story.days[step])


def typed(day: date) -> str:
    """Return a day as people type it."""
    return f"{day:%d/%m/%Y}"
