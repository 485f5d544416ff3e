"""The address of the organisation tree: what was asked for, and links to other questions."""

from datetime import date
from typing import TYPE_CHECKING

from cases.queries.unit_tree import ENDED_WITH_WORK, UNVERIFIED
from config.unit_kinds import UnitKinds
from forms.date_reader import parse_date
from forms.errors import RefusedAnswerError
from forms.submission import FieldError

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

NAME, KIND, DAY, ONLY = "tim", "loai", "ngay", "chi"
ONLY_VALUES = {"chua-kiem-chung": UNVERIFIED, "con-viec": ENDED_WITH_WORK}
LONGEST = 200


class UnitLinks:
    """Reads the question from an address.

    Attributes:
        errors: What is wrong with what was typed.
        typed: Name of a field -> what stands in it.
        day: The day that the tree is shown of; today unless another is asked for.
    """

    def __init__(self, args: "MultiDict[str, str]", today: date, kinds: UnitKinds) -> None:
        """Read what was asked for."""
        self.errors: list[FieldError] = []
        self.typed = {name: args.get(name, "").strip()[:LONGEST] for name in (NAME, DAY)}
        self.name = self.typed[NAME]
        self.kind = args.get(KIND, "") if args.get(KIND) in kinds else ""
        self.only = ONLY_VALUES.get(args.get(ONLY, ""), "")
        self.day = self._day(today)
        self.is_today = self.day == today
        if not self.typed[DAY]:
            self.typed[DAY] = f"{today:%d/%m/%Y}"

    @property
    def is_narrowed(self) -> bool:
        """Something else than the whole tree of today is asked for."""
        return bool(self.name or self.kind or self.only or not self.is_today)

    def _day(self, today: date) -> date:
        if not self.typed[DAY]:
            return today
        try:
            return parse_date(self.typed[DAY])
        except RefusedAnswerError as refused:
            self.errors.append(FieldError(DAY, "Ngày", refused.message))
            return today
