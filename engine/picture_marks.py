"""Where a case stands, as class names and words for the elements of a picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.diagram_scopes import local_name
from engine.safe_xml import BPMN


@dataclass(frozen=True, slots=True)
class Marks:
    """What to show on a diagram. Elements are named by id; unknown ids are ignored.

    Attributes:
        current: Elements a person, a time or a message is awaited at.
        done: Elements that have been done, with the date to print below, such as "28/07".
        late: Elements whose deadline has passed.
        taken_flows: Sequence flows the case has gone along.
        notes: A line to print under an element.
        links: Addresses to open when an element is clicked.
    """

    current: frozenset[str] = frozenset()
    done: Mapping[str, str] = field(default_factory=dict)
    late: frozenset[str] = frozenset()
    taken_flows: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def class_of(self, element: str) -> str:
        """Return the state of an element; being open again outweighs having been done."""
        is_now = element in self.current
        is_done = element in self.done and not is_now
        states = {"is-done": is_done, "is-now": is_now, "is-late": element in self.late}
        return " ".join(name for name, holds in states.items() if holds)

    def words_for(self, element: str) -> Iterator[str]:
        """Yield what the state of an element is, in words."""
        if element in self.current:
            yield "đang ở đây"
        elif element in self.done:
            yield f"đã xong {self.done[element]}".strip()
        if element in self.late:
            yield "trễ hạn"
        if element in self.notes:
            yield self.notes[element]

    def lines_under(self, element: str) -> tuple[str, ...]:
        """Return what is printed under an element."""
        is_done = element in self.done and element not in self.current
        date = self.done[element] if is_done else ""
        return tuple(filter(None, (date, self.notes.get(element, ""))))


def lift(marks: Marks, roots: Mapping[str, etree._Element], drawn: frozenset[str]) -> Marks:
    """Move marks of elements that are not drawn to what stands for them.

    A collapsed subprocess stands for its content, a call activity for the process it calls.
    """
    above: dict[str, set[str]] = {}
    for root in roots.values():
        for element in root.iter(f"{{{BPMN}}}*"):
            parent = element.getparent()
            if parent is not None and local_name(parent) in ("process", "subProcess"):
                above.setdefault(element.get("id", ""), set()).add(parent.get("id", ""))
            if local_name(element) == "callActivity":
                called = element.get("calledElement", "")
                above.setdefault(called, set()).add(element.get("id", ""))

    def lifted(elements: frozenset[str]) -> frozenset[str]:
        return frozenset(each for element in elements for each in _visible(element, above, drawn))

    return Marks(
        current=lifted(marks.current),
        done=marks.done,
        late=lifted(marks.late),
        taken_flows=marks.taken_flows,
        notes=marks.notes,
        links=marks.links,
    )


def _visible(element: str, above: Mapping[str, set[str]], drawn: frozenset[str]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each in drawn:
            yield each
        elif each not in seen:
            seen.add(each)
            waiting += above.get(each, ())
