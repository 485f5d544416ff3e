"""What the moment and the installation allow: given to every reading of a form."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that a form file cannot know.

    Attributes:
        today: The day of the office clock; an event cannot lie after it.
        earliest: The day of the event that opened the step; an event recorded here cannot lie
            before it. None where nothing came before.
        earliest_label: What that day is, for the message: "ngày nhận đơn".
        upload_bytes: Largest file taken.
    """

    today: date
    earliest: date | None = None
    earliest_label: str = ""
    upload_bytes: int = 20 * 1024 * 1024
