"""What a course of a case or petition is, and what is asked of what it leaves behind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tests.cases.matter import Matter


@dataclass(frozen=True)
class Left:
    """What a course leaves behind; ``absent`` are papers and events that must not be there."""

    open: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    running: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    closing: str | None = None
    handling: str | None = None
    late: Mapping[str, bool | None] = field(default_factory=dict)


Course = Callable[[Matter], Left]


def check_left(matter: Matter, left: Left) -> None:
    """Compare what the database holds with what the course says."""
    assert matter.open == sorted(left.open)
    assert matter.run.status == ("running" if left.open else "completed")
    assert in_order(left.papers, [paper.type for paper in matter.documents])
    assert in_order(left.events, [code for code, _ in matter.events])
    assert matter.running.keys() == left.running
    found = {paper.type for paper in matter.documents} | {code for code, _ in matter.events}
    assert not found & set(left.absent)
    if matter.registered.case_id is None:
        assert matter.petition.handling == left.handling
    else:
        assert matter.case.closing == left.closing
    for term, is_late in left.late.items():
        assert matter.deadline(term).late_by_law is is_late, term


def in_order(wanted: Iterable[str], found: Iterable[str]) -> bool:
    """Tell whether ``found`` holds all of ``wanted`` in this order, whatever lies between."""
    rest = iter(found)
    return all(one in rest for one in wanted)
