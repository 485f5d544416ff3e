"""Petitions of the ward that are feedback, mixed or not sorted yet, and one from a newspaper."""

from cases.demo import other_kind_matters as matters
from cases.demo.almanac import Almanac
from cases.demo.courses import until_acceptance
from cases.demo.story import REGISTER, Story


def other_kind_stories(almanac: Almanac) -> tuple[Story, ...]:
    """Return them as they stand on the almanac's day."""
    first, second, third, last = (almanac.working(count) for count in (-4, -3, -2, -1))
    return (
        Story(
            shows="feedback_waiting_for_its_procedure",
            matter=matters.STREET_LIGHT,
            days={REGISTER: first, "propose_feedback": second, "approve_feedback": third},
            kind="feedback",
        ),
        Story(
            shows="feedback_just_received",
            matter=matters.NIGHT_MARKET,
            days={REGISTER: last},
            kind="feedback",
        ),
        Story(
            shows="unclassified",
            matter=matters.UNKNOWN,
            days={REGISTER: last},
            kind="unclassified",
        ),
        Story(
            shows="mixed_and_guided_to_split",
            matter=matters.TWO_CONTENTS,
            days={REGISTER: first, "sort_petition": second, "guide_to_split": third},
            kind="mixed",
            handling="guide",
        ),
        Story(
            shows="guided_and_forwarder_to_be_answered",
            matter=matters.PRESS,
            days=until_acceptance(almanac, last, "guide_author"),
            handling="guide",
        ),
    )
