"""One matter of the demo office, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cases.demo.almanac import Facts
from cases.demo.matters import Matter
from cases.demo.people import WARD
from cases.secrecy import NOT_SECRET
from cases.steps.intake_place import USUAL_KIND

REGISTER = "register"
APPROVE = "approve_proposal"
CLAIM = "claim"
WITHDRAWN = "withdrawn"
RETURN = "return_transfer"
"""Acts that are no step: claiming one, a message that arrives, giving a petition back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One petition, or the case opened for it, and how far it has come.

    Attributes:
        shows: Why it is there.
        matter: What it is about.
        days: Step, message, ``claim`` or ``return_transfer`` -> day it counts from, in the order
            they happen.
        kind: Kind of the petition as it came in.
        unit: Code of the unit that works on it.
        facts: What acceptance says about the case; it decides the length of terms.
        handling: What is proposed for the petition.
        is_agreed: Verification gives the complainant right, so that no dialogue is needed.
        dialogue_on: Day for which a dialogue is planned that has not been held.
        verify_until: Until when the head lets the verifier work, where it is no fortnight.
        joins: The story whose case settles this petition as well.
        passed_to: Code of the unit that the petition is passed on to.
        return_reason: Why that unit gave it back, if it did.
        secrecy: How secret the petition is: of a secret one only the status is typed.
        received_from: The story whose petition another unit passed on and this one received.
    """

    shows: str
    matter: Matter
    days: Mapping[str, date]
    kind: str = USUAL_KIND
    unit: str = WARD
    facts: Facts = field(default_factory=dict)
    handling: str = "accept"
    is_agreed: bool = False
    dialogue_on: date | None = None
    verify_until: date | None = None
    joins: str = ""
    passed_to: str = ""
    return_reason: str = ""
    received_from: str = ""
    secrecy: str = NOT_SECRET

    @property
    def planned_dialogue(self) -> date:
        """The day of the dialogue, held or not."""
        return self.dialogue_on or self.days["dialogue"]
