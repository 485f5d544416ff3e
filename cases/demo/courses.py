"""The days on which petitions and cases take their steps, in an office that is in time."""

from collections.abc import Mapping, Sequence
from datetime import date

from cases.demo.almanac import NO_FACTS, Almanac, Facts, Start
from cases.demo.story import APPROVE, REGISTER

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

FAR_AHEAD = (*range(18, 25), *range(17, 7, -1))
"""Working days to the end of a term that has only begun; fewer where Tết lies in between."""

LONGEST_TRIAGE = 3
"""Working days from receipt to acceptance in an office that needs no reminder."""


def received(almanac: Almanac, *due_in: int) -> date:
    """Return the day of receipt after which accepting is due in so many working days."""
    return almanac.start_of("kn1_accept", [almanac.working(count) for count in due_in]).day


def accepted(almanac: Almanac, due_in: tuple[int, ...], *variants: Facts) -> Start:
    """Return the day of acceptance after which the case is due in so many working days."""
    wanted = [almanac.working(count) for count in due_in]
    return almanac.start_of("kn1_resolve", wanted, variants or (NO_FACTS,))


def until_acceptance(almanac: Almanac, accepted_on: date, last: str = "accept") -> dict[str, date]:
    """Return the days up to an acceptance that is in time, across whatever holidays.

    ``last`` is what ends the triage instead, where the petition is not accepted.
    """
    add = almanac.calendar.add_working
    earlier = [add(accepted_on, -count) for count in range(LONGEST_TRIAGE, -1, -1)]
    received_on = almanac.first_in_time("kn1_accept", earlier, accepted_on)
    days = almanac.calendar.working_days_between(received_on, accepted_on)
    return {
        REGISTER: received_on,
        "propose_handling": add(received_on, (days + 1) // 3),
        APPROVE: add(received_on, (2 * days + 1) // 3),
        last: accepted_on,
    }


def course(almanac: Almanac, accepted_on: date, *steps: str) -> dict[str, date]:
    """Return the days of a case that was accepted on a day and has taken ``steps`` since."""
    after = {step: almanac.later(accepted_on, AFTER_ACCEPTANCE[step]) for step in steps}
    return {**until_acceptance(almanac, accepted_on), **after}


def course_back_from(
    almanac: Almanac, last: str, day: date, without: Sequence[str] = ()
) -> dict[str, date]:
    """Return the course of a case that came to the step ``last`` on ``day``."""
    accepted_on = almanac.calendar.add_working(day, -AFTER_ACCEPTANCE[last])
    order = list(AFTER_ACCEPTANCE)
    steps = [step for step in order[: order.index(last) + 1] if step not in without]
    return {**course(almanac, accepted_on, *steps), last: day}
