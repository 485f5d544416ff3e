"""Petitions of the ward: those nobody has decided on yet, and those that never became a case."""

from cases.demo import matters, petition_matters
from cases.demo.almanac import Almanac
from cases.demo.courses import received, until_acceptance
from cases.demo.story import APPROVE, CLAIM, REGISTER, WITHDRAWN, Story


def petition_stories(almanac: Almanac) -> tuple[Story, ...]:
    """Return them as they stand on the almanac's day."""
    return (*_undecided(almanac), *_handled_otherwise(almanac))


def _undecided(almanac: Almanac) -> tuple[Story, ...]:
    """Petitions that show the term for accepting."""
    late = received(almanac, -2, -3, -4)
    today = received(almanac, 0)
    soon = received(almanac, 1, 2, 3)
    proposed, approved = almanac.later(today, 2), almanac.later(today, 4)
    return (
        Story(shows="late_step", matter=matters.BUILDING_FINE, days={REGISTER: late}),
        Story(
            shows="claimed_and_due_today",
            matter=matters.BUILDING_PERMIT,
            days={REGISTER: today, CLAIM: almanac.later(today, 1)},
        ),
        Story(
            shows="acceptance_due_today",
            matter=matters.ALLOWANCE,
            days={REGISTER: today, "propose_handling": proposed, APPROVE: approved},
        ),
        Story(
            shows="approval_due_soon",
            matter=matters.MARKET,
            secrecy="mat",
            days={REGISTER: soon, "propose_handling": almanac.later(soon, 2)},
        ),
    )


def _handled_otherwise(almanac: Almanac) -> tuple[Story, ...]:
    """Petitions that are not accepted, each for another reason."""
    joined = until_acceptance(almanac, almanac.working(-2))
    del joined["accept"]  # the case that settles it has been accepted long since
    came, proposed, withdrawn, filed = (almanac.working(count) for count in (-5, -4, -3, -2))
    return (
        Story(
            shows="refused",
            matter=matters.OLD_FINE,
            days=until_acceptance(almanac, almanac.working(-3), "refuse_petition"),
            handling="refuse",
        ),
        Story(
            shows="guided",
            matter=petition_matters.POWER_LINE,
            days=until_acceptance(almanac, almanac.working(-4), "guide_author"),
            handling="guide",
        ),
        Story(
            shows="filed_away",
            matter=petition_matters.ILLEGIBLE,
            days=until_acceptance(almanac, almanac.working(-5), "file_away"),
            handling="file_away",
        ),
        Story(
            shows="waiting_for_supplement",
            matter=petition_matters.UNSIGNED,
            days=until_acceptance(almanac, almanac.working(-1), "ask_supplement"),
            handling="supplement",
        ),
        Story(
            shows="joined",
            matter=petition_matters.SAME_ROAD,
            days=joined,
            handling="join",
            joins="late_case",
        ),
        Story(
            shows="withdrawn_early",
            matter=petition_matters.GUTTER,
            days={
                REGISTER: came,
                "propose_handling": proposed,
                WITHDRAWN: withdrawn,
                "file_withdrawn": filed,
            },
        ),
    )
