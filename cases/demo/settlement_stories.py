"""Cases that the ward settles, at every step on the way, and some that have ended."""

from datetime import date

from cases.demo import matters, settlement_matters
from cases.demo.almanac import NO_FACTS, Almanac, Facts
from cases.demo.courses import FAR_AHEAD, VERIFIED, accepted, course, course_back_from
from cases.demo.story import WITHDRAWN, Story

COMPLEX: Facts = {"complex": True}
COMPLEX_AND_REMOTE: Facts = {"complex": True, "remote": True}


def settlement_stories(almanac: Almanac) -> tuple[Story, ...]:
    """Return them as they stand on the almanac's day."""
    return (
        *_in_verification(almanac),
        *_held_up(almanac),
        *_in_dialogue(almanac),
        *_decided(almanac),
        *_ended(almanac),
    )


def _in_verification(almanac: Almanac) -> tuple[Story, ...]:
    late = accepted(almanac, (-4, -5, -3, -6, -7, -2))
    later = accepted(almanac, tuple(range(18, 25)), COMPLEX_AND_REMOTE)
    fresh = accepted(almanac, FAR_AHEAD)
    return (
        Story(
            shows="late_case",
            matter=matters.ROAD_LAND,
            days=course(almanac, late.day, *VERIFIED),
            facts=late.facts,
        ),
        Story(
            shows="complex_and_remote",
            matter=matters.FOREST_LAND,
            days=course(almanac, later.day, *VERIFIED),
            facts=later.facts,
            verify_until=almanac.working(17),
        ),
        Story(
            shows="verification_unassigned",
            matter=settlement_matters.PAVEMENT,
            days=course(almanac, fresh.day, "recheck"),
        ),
    )


def _held_up(almanac: Almanac) -> tuple[Story, ...]:
    """Cases that wait for something outside the office."""
    flooded = accepted(almanac, (*range(12, 20), *range(11, 5, -1))).day
    asked_on = almanac.start_of(
        "kn_evidence_body", [almanac.working(-count) for count in range(1, 8)]
    ).day
    asking = almanac.calendar.add_working(asked_on, -3)
    return (
        Story(
            shows="suspended",
            matter=settlement_matters.RIVERBANK,
            days={
                **course(almanac, flooded, "recheck", "assign_verification"),
                **_suspension(almanac, flooded),
            },
            verify_until=_within(almanac, flooded, 10),
        ),
        Story(
            shows="evidence_overdue",
            matter=settlement_matters.CERTIFICATE,
            days={
                **course(almanac, asking, "recheck", "assign_verification"),
                "make_demand": asked_on,
            },
            verify_until=_within(almanac, asking, 8),
        ),
    )


def _suspension(almanac: Almanac, accepted_on: date) -> dict[str, date]:
    """Return the days of the decision 14a; none where the law did not know it yet."""
    suspended_on = almanac.later(accepted_on, 3)
    if almanac.due_on("kn_suspend_send", suspended_on) is None:
        return {}
    return {"suspend": suspended_on, "send_suspension": almanac.later(accepted_on, 5)}


def _within(almanac: Almanac, accepted_on: date, days: int) -> date:
    """Return the working day that many days ahead, or the last day of the whole term."""
    due_on = almanac.due_on("kn1_resolve", accepted_on) or almanac.today
    return min(almanac.working(days), due_on)


def _in_dialogue(almanac: Almanac) -> tuple[Story, ...]:
    planned = accepted(almanac, (2, 3, 1), NO_FACTS, COMPLEX)
    unplanned = accepted(almanac, (*range(8, 15), 7, 6, 5))
    late = accepted(almanac, (-2, -3, -1, -4, -5, -6))
    return (
        Story(
            shows="dialogue_due_soon",
            matter=matters.WALL,
            days=course(almanac, planned.day, *VERIFIED, "verify_report", "plan_dialogue"),
            facts=planned.facts,
            dialogue_on=almanac.working(1),
        ),
        Story(
            shows="dialogue_unplanned",
            matter=settlement_matters.ALLEY,
            days=course(almanac, unplanned.day, *VERIFIED, "verify_report"),
        ),
        Story(
            shows="decision_late",
            matter=settlement_matters.KINDERGARTEN,
            days=course(almanac, late.day, *VERIFIED, "verify_report", "plan_dialogue", "dialogue"),
        ),
    )


def _decided(almanac: Almanac) -> tuple[Story, ...]:
    """Cases with a decision that is yet to be sent, filed or carried out."""
    decided = almanac.start_of("kn1_send", [almanac.working(0)]).day
    closed = almanac.start_of("kn_archive", [almanac.working(count) for count in (3, 2, 1)]).day
    next_report = [almanac.working(count) for count in range(5, 13)]
    reported_on = almanac.start_of("kn_enforcement_report", next_report).day
    ordered_on = almanac.calendar.add_working(reported_on, -12)
    return (
        Story(
            shows="sending_due_today",
            matter=matters.RESETTLEMENT,
            days=course_back_from(almanac, "decide", decided),
        ),
        Story(
            shows="archiving_due_soon",
            matter=matters.BIRTH_RECORD,
            days=course_back_from(
                almanac, "send_decision", closed, without=("plan_dialogue", "dialogue")
            ),
            is_agreed=True,
        ),
        Story(
            shows="in_enforcement",
            matter=settlement_matters.GARDEN,
            days={
                **course_back_from(
                    almanac,
                    "watch_legal_force",
                    almanac.calendar.add_working(ordered_on, -2),
                ),
                "order_enforcement": ordered_on,
                "report_progress": reported_on,
            },
        ),
    )


def _ended(almanac: Almanac) -> tuple[Story, ...]:
    """Cases on which nothing is left to do."""
    return (
        Story(
            shows="withdrawn",
            matter=matters.NOISE,
            days={
                **course(almanac, almanac.working(-12), "recheck", "assign_verification"),
                WITHDRAWN: almanac.working(-4),
                **_termination(almanac),
            },
        ),
        Story(
            shows="closed_in_time",
            matter=matters.LAND_USE_FEE,
            days=course_back_from(almanac, "watch_legal_force", almanac.working(-3)),
        ),
    )


def _termination(almanac: Almanac) -> dict[str, date]:
    """Return the days of the decision that ends it; the law since July 2026 has it sent in time."""
    terminated_on = almanac.working(-3)
    sends = almanac.due_on("kn_suspend_send", terminated_on) is not None
    sent = {"send_termination": almanac.working(-2)} if sends else {}
    return {"terminate": terminated_on, **sent}
