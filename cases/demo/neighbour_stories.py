"""What the ward has to do with other units, and what they have on their own desks."""

from dataclasses import replace

from cases.demo import neighbour_matters
from cases.demo.almanac import Almanac
from cases.demo.courses import FAR_AHEAD, accepted, course, received, until_acceptance
from cases.demo.neighbours import BUILDING_DEPARTMENT, OTHER_WARD
from cases.demo.story import APPROVE, REGISTER, RETURN, Story

TRANSFER = "transfer_petition"
COVER_LETTER = "Phiếu chuyển của UBND phường Mẫu An"


def neighbour_stories(almanac: Almanac) -> tuple[Story, ...]:
    """Return them as they stand on the almanac's day."""
    return (*_passed_on(almanac), *_of_others(almanac))


def _passed_on(almanac: Almanac) -> tuple[Story, ...]:
    """Petitions on their way between two units: waiting, received, returned."""
    arrived = received(almanac, 4, 5, 6, 7, 3, 2, 1)
    came = received(almanac, 2, 3, 1)
    return (
        Story(
            shows="transfer_waiting",
            matter=neighbour_matters.CANAL,
            days=until_acceptance(almanac, almanac.last_day, TRANSFER),
            handling="transfer",
            passed_to=OTHER_WARD,
        ),
        Story(
            shows="transfer_received",
            matter=neighbour_matters.PARKING,
            days=until_acceptance(almanac, almanac.calendar.previous_working(arrived), TRANSFER),
            handling="transfer",
            passed_to=OTHER_WARD,
        ),
        Story(
            shows="received_from_a_ward",
            matter=replace(
                neighbour_matters.PARKING, source="forwarded", forwarded_document=COVER_LETTER
            ),
            unit=OTHER_WARD,
            days={REGISTER: arrived},
            received_from="transfer_received",
        ),
        Story(
            shows="transfer_returned",
            matter=neighbour_matters.BALCONY,
            days={
                REGISTER: came,
                "propose_handling": almanac.later(came, 1),
                APPROVE: almanac.later(came, 2),
                TRANSFER: almanac.later(came, 2),
                RETURN: almanac.later(came, 3),
            },
            handling="transfer",
            passed_to=BUILDING_DEPARTMENT,
            return_reason="Bản vẽ do phường xác nhận; việc thuộc thẩm quyền của phường.",
        ),
    )


def _of_others(almanac: Almanac) -> tuple[Story, ...]:
    """Matters that the ward does not see, and the inspectorate does."""
    late = received(almanac, -1, -2, -3, -4)
    fresh = accepted(almanac, FAR_AHEAD)
    return (
        Story(
            shows="late_in_another_ward",
            matter=neighbour_matters.GRAVES,
            unit=OTHER_WARD,
            days={REGISTER: late, "propose_handling": almanac.later(late, 3)},
        ),
        Story(
            shows="rechecked_in_another_ward",
            matter=neighbour_matters.SHOP_SIGN,
            unit=OTHER_WARD,
            days=course(almanac, fresh.day),
        ),
        Story(
            shows="petition_of_a_department",
            matter=neighbour_matters.LICENCE,
            unit=BUILDING_DEPARTMENT,
            days={REGISTER: received(almanac, 5, 6, 4, 7, 3, 2, 1)},
        ),
    )
