"""What pages are given about the further procedures of a case."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ActionView:
    """A further procedure that the person may start on the case now."""

    procedure: str
    title: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A further procedure on the case.

    Attributes:
        code: Of the procedure.
        picture: Its diagram, while it is under way.
    """

    id: int
    code: str
    title: str
    short_title: str
    is_running: bool
    started_at: datetime
    ended_at: datetime | None
    picture: str


@dataclass(frozen=True, slots=True)
class SuspensionView:
    """A suspension of the settlement; ``resumed_on`` is empty while it lasts."""

    ground: str
    suspended_on: date
    resumed_on: date | None
    ended_on: date | None
