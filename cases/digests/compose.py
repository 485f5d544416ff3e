"""Which things stand in whose digest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.digest_lines import Line, Lines, first_lines
from cases.digests.material import LATE, SOON, TODAY, Person, Thing
from cases.policy.predicates import LEADERS

WHOLE_CITY = "Toàn thành phố"


@dataclass(frozen=True, slots=True)
class Composed:
    """The digest of one person.

    Attributes:
        unit_names: Whose work is counted besides the person's own.
    """

    account_id: int
    unit_names: str
    late: int
    due_today: int
    due_soon: int
    lines: Lines


def compose(things: tuple[Thing, ...], people: Iterable[Person]) -> Iterator[Composed]:
    """Yield a digest for everybody who has something to read.

    Staff read of the steps they have, and of those that anybody of their role may take; leaders
    of everything in their unit; the inspectorate of the whole city.
    """
    by_holder, by_role, by_unit = defaultdict(set), defaultdict(set), defaultdict(set)
    for number, thing in enumerate(things):
        by_unit[thing.unit_id].add(number)
        if thing.holder_id is not None:
            by_holder[thing.holder_id].add(number)
        elif thing.role is not None:
            by_role[thing.role, thing.unit_id].add(number)
    for person in people:
        led = {unit_id: name for role, unit_id, name in person.assignments if role in LEADERS}
        if any(role == "inspectorate" for role, _, _ in person.assignments):
            numbers, unit_names = set(range(len(things))), WHOLE_CITY
        else:
            numbers, unit_names = set(by_holder[person.account_id]), ", ".join(led.values())
            numbers.update(*(by_role[role, unit_id] for role, unit_id, _ in person.assignments))
            numbers.update(*(by_unit[unit_id] for unit_id in led))
        if numbers:
            yield _composed(person, unit_names, [things[number] for number in numbers])


def _composed(person: Person, unit_names: str, things: Iterable[Thing]) -> Composed:
    """Sort out what is late, due today and due soon: each matter once, with its nearest date."""
    sorted_out: dict[str, dict[str, Line]] = {LATE: {}, TODAY: {}, SOON: {}}
    for thing in sorted(things, key=lambda one: one.line.due_on):
        sorted_out[thing.urgency].setdefault(thing.line.code, thing.line)
    late, today, soon = (tuple(lines.values()) for lines in sorted_out.values())
    return Composed(
        account_id=person.account_id,
        unit_names=unit_names,
        late=len(late),
        due_today=len(today),
        due_soon=len(soon),
        lines=Lines(first_lines(late), first_lines(today), first_lines(soon)),
    )
