"""The twelve cases of the demo office: what each one shows today, and the days that lead there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.demo import matters
from cases.demo.almanac import NO_FACTS, Almanac, Facts, Start
from cases.demo.matters import Matter

REGISTER = "register"
APPROVE = "approve_proposal"
CLAIM = "claim"
WITHDRAWN = "withdrawn"

AFTER_ACCEPTANCE: Mapping[str, int] = {
    "recheck": 1,
    "assign_verification": 1,
    "verify": 5,
    "verify_report": 6,
    "plan_dialogue": 6,
    "dialogue": 12,
    "decide": 13,
    "send_decision": 14,
    "close_case": 17,
    "watch_legal_force": 38,
}
"""Working days from acceptance at which a case that is in time takes each step."""

VERIFIED = ("recheck", "assign_verification", "verify")
"""The steps from acceptance to the report of the verification."""

LONGEST_TRIAGE = 3
"""Working days from receipt to acceptance in an office that needs no reminder."""
COMPLEX: Facts = {"complex": True}
COMPLEX_AND_REMOTE: Facts = {"complex": True, "remote": True}


@dataclass(frozen=True, slots=True)
class Story:
    """One case and how far it has come.

    Attributes:
        shows: Why the case is there.
        matter: What it is about.
        days: Step, message or ``claim`` -> day it counts from, in the order they happen.
        facts: What acceptance says about the case; it decides the length of terms.
        is_refused: The office does not accept the complaint.
        is_agreed: Verification gives the complainant right, so that no dialogue is needed.
        dialogue_on: Day for which a dialogue is planned that has not been held.
        verify_until: Until when the head lets the verifier work, where it is no fortnight.
    """

    shows: str
    matter: Matter
    days: Mapping[str, date]
    facts: Facts = field(default_factory=dict)
    is_refused: bool = False
    is_agreed: bool = False
    dialogue_on: date | None = None
    verify_until: date | None = None

    @property
    def planned_dialogue(self) -> date:
        """The day of the dialogue, held or not."""
        return self.dialogue_on or self.days["dialogue"]


def tell(almanac: Almanac) -> tuple[Story, ...]:
    """Return the twelve stories as they stand on the almanac's day."""
    return (*_triage(almanac), *_resolution(almanac), *_ended(almanac))


def _triage(almanac: Almanac) -> tuple[Story, ...]:
    """Petitions on which nobody has decided yet: they show the term for accepting."""
    late = _received(almanac, -2, -3, -4)
    today = _received(almanac, 0)
    soon = _received(almanac, 1, 2, 3)
    proposed, approved = almanac.later(today, 2), almanac.later(today, 4)
    return (
        Story("late_step", matters.BUILDING_FINE, {REGISTER: late}),
        Story(
            "claimed_and_due_today",
            matters.BUILDING_PERMIT,
            {REGISTER: today, CLAIM: almanac.later(today, 1)},
        ),
        Story(
            "acceptance_due_today",
            matters.ALLOWANCE,
            {REGISTER: today, "propose_handling": proposed, "approve_proposal": approved},
        ),
        Story(
            "approval_due_soon",
            matters.MARKET,
            {REGISTER: soon, "propose_handling": almanac.later(soon, 2)},
        ),
    )


def _resolution(almanac: Almanac) -> tuple[Story, ...]:
    """Accepted cases that are on their way."""
    late = _accepted(almanac, (-4, -5, -3, -6, -7, -2))
    dialogue = _accepted(almanac, (2, 3, 1), NO_FACTS, COMPLEX)
    later = _accepted(almanac, tuple(range(18, 25)), COMPLEX_AND_REMOTE)
    decided = almanac.start_of("kn1_send", [almanac.working(0)]).day
    closed = almanac.start_of("kn_archive", [almanac.working(count) for count in (3, 2, 1)]).day
    return (
        Story(
            "late_case",
            matters.ROAD_LAND,
            _course(almanac, late.day, *VERIFIED),
            late.facts,
        ),
        Story(
            "dialogue_due_soon",
            matters.WALL,
            _course(almanac, dialogue.day, *VERIFIED, "verify_report", "plan_dialogue"),
            dialogue.facts,
            dialogue_on=almanac.working(1),
        ),
        Story(
            "complex_and_remote",
            matters.FOREST_LAND,
            _course(almanac, later.day, *VERIFIED),
            later.facts,
            verify_until=almanac.working(17),
        ),
        Story(
            "sending_due_today",
            matters.RESETTLEMENT,
            _course_back_from(almanac, "decide", decided),
        ),
        Story(
            "archiving_due_soon",
            matters.BIRTH_RECORD,
            _course_back_from(
                almanac, "send_decision", closed, without=("plan_dialogue", "dialogue")
            ),
            is_agreed=True,
        ),
    )


def _ended(almanac: Almanac) -> tuple[Story, ...]:
    """Cases on which nothing is left to do."""
    refused = almanac.working(-3)
    sent, terminated, withdrawn = (almanac.working(count) for count in (-2, -3, -4))
    accepted = almanac.working(-12)
    return (
        Story(
            "refused",
            matters.OLD_FINE,
            _until_acceptance(almanac, refused, "refuse_petition"),
            is_refused=True,
        ),
        Story(
            "withdrawn",
            matters.NOISE,
            {
                **_course(almanac, accepted, "recheck", "assign_verification"),
                WITHDRAWN: withdrawn,
                "terminate": terminated,
                "send_termination": sent,
            },
        ),
        Story(
            "closed_in_time",
            matters.LAND_USE_FEE,
            _course_back_from(almanac, "watch_legal_force", almanac.working(-3)),
        ),
    )


def _received(almanac: Almanac, *due_in: int) -> date:
    """Return the day of receipt after which accepting is due in so many working days."""
    return almanac.start_of("kn1_accept", [almanac.working(count) for count in due_in]).day


def _accepted(almanac: Almanac, due_in: tuple[int, ...], *variants: Facts) -> Start:
    """Return the day of acceptance after which the case is due in so many working days."""
    wanted = [almanac.working(count) for count in due_in]
    return almanac.start_of("kn1_resolve", wanted, variants or (NO_FACTS,))


def _until_acceptance(almanac: Almanac, accepted_on: date, last: str = "accept") -> dict[str, date]:
    """Return the days before an acceptance that is in time, across whatever holidays."""
    add = almanac.calendar.add_working
    earlier = [add(accepted_on, -count) for count in range(LONGEST_TRIAGE, -1, -1)]
    received_on = almanac.first_in_time("kn1_accept", earlier, accepted_on)
    days = almanac.calendar.working_days_between(received_on, accepted_on)
    return {
        REGISTER: received_on,
        "propose_handling": add(received_on, (days + 1) // 3),
        "approve_proposal": add(received_on, (2 * days + 1) // 3),
        last: accepted_on,
    }


def _course(almanac: Almanac, accepted_on: date, *steps: str) -> dict[str, date]:
    after = {step: almanac.later(accepted_on, AFTER_ACCEPTANCE[step]) for step in steps}
    return {**_until_acceptance(almanac, accepted_on), **after}


def _course_back_from(
    almanac: Almanac, last: str, day: date, without: Sequence[str] = ()
) -> dict[str, date]:
    """Return the course of a case that came to the step ``last`` on ``day``."""
    accepted_on = almanac.calendar.add_working(day, -AFTER_ACCEPTANCE[last])
    order = list(AFTER_ACCEPTANCE)
    steps = [step for step in order[: order.index(last) + 1] if step not in without]
    return {**_course(almanac, accepted_on, *steps), last: day}
