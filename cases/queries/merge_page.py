"""The page on which a unit is merged or dissolved: first the question, then what would follow."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.unit_page import find_unit
from cases.units.checked_units import Choices, unit_choices
from cases.units.merge_plan import ONE_DAY, MergePlan, Successor, known_successors
from cases.units.merge_preview import MergePreview, merge_preview
from cases.units.moved_matters import open_matters
from cases.units.unit_forms import FROM_DAY, INTO, PARENT

MOST_MATTERS = 300
"""Of more, the rest goes to the main successor; the command line can name any."""


@dataclass(frozen=True, slots=True)
class MergePage:
    """The page.

    Attributes:
        known: Who is on record to take over.
        is_done: The work of the unit has moved already.
        choices: What the question offers.
        values: What it holds before anybody types.
        preview: What would follow; ``None`` until the question is answered.
        options: Successors between whom each matter can be given, (code, name).
        matters: Codes of what is under way, where there is a choice.
        has_more_matters: There are more than are shown.
    """

    code: str
    name: str
    known: tuple[Successor, ...]
    is_done: bool
    choices: Choices
    values: Mapping[str, object]
    preview: MergePreview | None = None
    options: tuple[tuple[str, str], ...] = ()
    matters: tuple[str, ...] = ()
    has_more_matters: bool = False


def merge_page(
    tx: Transaction, office: Office, actor: Actor, *, code: str, plan: MergePlan | None
) -> MergePage:
    """Return the question about a unit and, once it is answered, the preview.

    Raises:
        NotAllowedError: The person does not administer the system.
        NotFoundError: No such unit.
    """
    require(Permission.UNITS_MANAGE, actor, Target())
    unit = find_unit(tx, code)
    known = known_successors(tx, unit.id)
    first_day = unit.valid_to + ONE_DAY if unit.valid_to else office.today()
    values: dict[str, object] = {FROM_DAY: min(first_day, office.today())}
    if len(known) == 1:
        values[INTO] = known[0].code
    page = MergePage(
        code=unit.code,
        name=unit.name,
        known=known,
        is_done=unit.successor_id is not None,
        choices={INTO: unit_choices(tx, office, but=unit)[PARENT]},
        values=values,
    )
    return _with_preview(tx, office, actor, page, plan) if plan else page


def _with_preview(
    tx: Transaction, office: Office, actor: Actor, page: MergePage, plan: MergePlan
) -> MergePage:
    options = {one.code: one.name for one in page.known}
    if plan.into:
        options = {plan.into.code: plan.into.name} | options
    found = open_matters(tx, plan.unit_id, limit=MOST_MATTERS) if len(options) > 1 else ()
    return replace(
        page,
        values={INTO: plan.into.code if plan.into else None, FROM_DAY: plan.from_day},
        preview=merge_preview(tx, office, actor, plan),
        options=tuple(options.items()),
        matters=tuple(code for _, _, code in found)[:MOST_MATTERS],
        has_more_matters=len(found) >= MOST_MATTERS,
    )
