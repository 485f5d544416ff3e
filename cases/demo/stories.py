"""The matters of the demo office: what each shows today, and the days that lead there."""

from cases.demo.almanac import Almanac
from cases.demo.neighbour_stories import neighbour_stories
from cases.demo.other_kind_stories import other_kind_stories
from cases.demo.petition_stories import petition_stories
from cases.demo.settlement_stories import settlement_stories
from cases.demo.story import Story


def tell(almanac: Almanac) -> tuple[Story, ...]:
    """Return all stories as they stand on the almanac's day."""
    return (
        *petition_stories(almanac),
        *settlement_stories(almanac),
        *neighbour_stories(almanac),
        *other_kind_stories(almanac),
    )
