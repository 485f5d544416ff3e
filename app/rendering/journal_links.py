"""The address of the journal: what was asked for, and links that change one thing of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from flask import url_for

from cases.queries.journal_page import Cursor, JournalFilter, JournalPage
from forms.date_reader import parse_date
from forms.errors import RefusedAnswerError
from forms.submission import FieldError

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

SINCE, UNTIL, PERSON, RECORD, ACTION, OLDER = "tu", "den", "nguoi", "ho-so", "viec", "truoc"
LABELS = {SINCE: "Từ ngày", UNTIL: "đến hết ngày"}
LONGEST = 200


class JournalLinks:
    """Reads the question from an address and writes addresses from it.

    Attributes:
        errors: What is wrong with what was typed.
        typed: Name of a field -> what stands in it.
    """

    def __init__(
        self,
        args: "MultiDict[str, str]",
        usual: tuple[date, date],
        actions: Mapping[str, str],
    ) -> None:
        """Read what was asked for; without anything the usual days are meant."""
        self.errors: list[FieldError] = []
        names = (SINCE, UNTIL, PERSON, RECORD, ACTION)
        self.typed = {name: args.get(name, "").strip()[:LONGEST] for name in names}
        if not any(self.typed.values()):
            self.typed |= {SINCE: f"{usual[0]:%d/%m/%Y}", UNTIL: f"{usual[1]:%d/%m/%Y}"}
        action = self.typed[ACTION]
        self.filters = JournalFilter(
            since=self._day(SINCE),
            until=self._day(UNTIL),
            person=self.typed[PERSON],
            record=self.typed[RECORD],
            action=action if action in actions else "",
            older_than=_cursor(args.get(OLDER, "")),
        )
        since, until = self.filters.since, self.filters.until
        if since and until and since > until:
            self._refuse(UNTIL, "Ngày sau không sớm hơn ngày trước")

    @property
    def day(self) -> date | None:
        """The one day that is looked at, if it is one."""
        since = self.filters.since
        return since if since and since == self.filters.until else None

    @property
    def is_whole_day(self) -> bool:
        """Tell whether the log of a day is looked at, not a search in it."""
        filters = self.filters
        return bool(self.day) and not (filters.person or filters.record or filters.action)

    def beside(self, days: int) -> str:
        """Return the address of the log of a day before or after."""
        return day_address(self.day + timedelta(days)) if self.day else ""

    def older(self, page: JournalPage) -> str:
        """Return the address of the next page."""
        at, number = page.older_than or (None, 0)
        asked = {name: value for name, value in self.typed.items() if value}
        place = f"{at.isoformat()}_{number}" if at else None
        return url_for("journal.show", **asked, **{OLDER: place})  # type: ignore[arg-type] # names of the query

    def newest(self) -> str:
        """Return the address of the first page."""
        return url_for("journal.show", **{name: one for name, one in self.typed.items() if one})  # type: ignore[arg-type] # names of the query

    def _day(self, name: str) -> date | None:
        try:
            return parse_date(self.typed[name]) if self.typed[name] else None
        except RefusedAnswerError as error:
            self._refuse(name, error.message)
        return None

    def _refuse(self, name: str, message: str) -> None:
        self.errors.append(FieldError(name, LABELS[name], message))


def month_before(today: date) -> tuple[date, date]:
    """Return first and last day of the month before: what is reported on its first day."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def day_address(day: date) -> str:
    """Return the address of the log of a day."""
    return url_for("journal.show", tu=f"{day:%d/%m/%Y}", den=f"{day:%d/%m/%Y}")


def _cursor(typed: str) -> Cursor | None:
    at, _, number = typed.partition("_")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, int(number)) if instant.tzinfo else None
    except ValueError:
        return None
