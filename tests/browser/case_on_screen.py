"""What the page of a case shows, read off the screen."""

from dataclasses import dataclass
from typing import Any

DEADLINES = "#thoi-han tr.no-line"
STEPS = "#cac-buoc tbody tr"
DOCUMENTS = ".file"
FACTS = "dl.facts"
MARKED = ".strip .bp-node.{mark}"

_TEXTS = "elements => elements.map(each => each.innerText.replace(/\\s+/g, ' ').trim())"
_CELLS = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
_ELEMENTS = "nodes => nodes.map(node => node.dataset.element)"


@dataclass(frozen=True)
class CaseOnScreen:
    """A case page at one moment.

    Attributes:
        said: The line about what was just done.
        status: Where the case stands, as the first tag says it.
        deadlines: Title -> due date and chip.
        steps: Rows of the finished steps, newest first: time, step, who, documents, chip.
        documents: One text for each document.
        current: Elements that the picture marks as the place of the case.
        late: Elements that the picture marks as late.
        done: Elements that the picture marks as done.
        facts: All texts of the column beside.
    """

    said: str
    status: str
    deadlines: dict[str, tuple[str, str]]
    steps: list[list[str]]
    documents: list[str]
    current: list[str]
    late: list[str]
    done: list[str]
    facts: str


def read_case(page: Any) -> CaseOnScreen:
    """Read the case page that is open."""

    def texts(selector: str, script: str = _TEXTS) -> Any:
        return page.locator(selector).evaluate_all(script)

    deadlines = texts(DEADLINES, _CELLS)
    return CaseOnScreen(
        said=" ".join(texts(".said")),
        status=texts(".page-head .tag--here")[0],
        deadlines={row[0]: (row[1], " ".join(row[2].split())) for row in deadlines},
        steps=texts(STEPS, _CELLS),
        documents=texts(DOCUMENTS),
        current=texts(MARKED.format(mark="is-now"), _ELEMENTS),
        late=texts(MARKED.format(mark="is-late"), _ELEMENTS),
        done=texts(MARKED.format(mark="is-done"), _ELEMENTS),
        facts=" ".join(texts(FACTS)),
    )
