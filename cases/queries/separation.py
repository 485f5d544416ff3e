"""Exceptions from separation of duties: the page that makes one, and the list of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError
from cases.models.account import Account
from cases.models.note import Note
from cases.models.run import Run
from cases.models.separation_override import SeparationOverride
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units
from cases.policy.predicates import Target
from cases.queries.step_holders import Holders, holders_of, locked_item
from cases.queries.subjects import CODE_OF_RUN

PAGE_SIZE = 50
_WHO, _HEAD = aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True)
class OverridePage:
    """A waiting step that is kept apart from others.

    Attributes:
        others: Names of the steps that it is kept apart from.
    """

    item_id: int
    code: str
    name: str
    others: tuple[str, ...]
    holders: Holders
    is_secret: bool

    @property
    def is_possible(self) -> bool:
        """Tell whether nobody but people who are kept apart holds the role."""
        return bool(self.holders.apart) and not self.holders.free


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One exception."""

    code: str
    step: str
    other_step: str
    who: str
    unit: str
    reason: str
    document_number: str
    document_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OverrideList:
    """One page of the exceptions that the person may read, the newest first."""

    rows: tuple[OverrideRow, ...]
    total: int
    page: int
    pages: int


def override_page(tx: Transaction, office: Office, actor: Actor, *, item_id: int) -> OverridePage:
    """Return what the head looks at before letting one person do both steps.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person is not the head of the unit.
    """
    run, item = locked_item(tx, office, actor, item_id)
    require(Permission.SEPARATION_OVERRIDE, actor, Target(unit_id=item.unit_id))
    notation = run.version.procedure.steps[item.element]
    return OverridePage(
        item_id=item_id,
        code=tx.scalar(select(CODE_OF_RUN).where(Run.id == run.id)) or "",
        name=notation.name,
        others=tuple(run.version.step_name(one) for one in notation.not_actor_of),
        holders=holders_of(tx, office, run, item),
        is_secret=run.is_secret,
    )


def override_list(tx: Transaction, office: Office, actor: Actor, *, page: int = 1) -> OverrideList:
    """Return one page of the exceptions.

    Raises:
        NotAllowedError: The person reads of none.
    """
    units = permitted_units(Permission.OVERRIDES_READ, actor)
    reads_all = may_in_the_city(Permission.OVERRIDES_READ, actor)
    if not (units or reads_all):
        raise NotAllowedError(Permission.OVERRIDES_READ)
    seen = () if reads_all else (SeparationOverride.unit_id.in_(units),)
    total = tx.scalar(select(func.count()).select_from(SeparationOverride).where(*seen)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, page), pages)
    rows = tx.execute(
        select(
            SeparationOverride,
            CODE_OF_RUN.label("code"),
            Run.version_id,
            _WHO.full_name.label("who"),
            _HEAD.full_name.label("by"),
            Unit.name.label("unit"),
            Note.text.label("reason"),
        )
        .join(Run, Run.id == SeparationOverride.run_id)
        .join(_WHO, _WHO.id == SeparationOverride.account_id)
        .join(_HEAD, _HEAD.id == SeparationOverride.granted_by_id)
        .join(Unit, Unit.id == SeparationOverride.unit_id)
        .outerjoin(Note, Note.id == SeparationOverride.reason_id)
        .where(*seen)
        .order_by(SeparationOverride.id.desc())
        .limit(PAGE_SIZE)
        .offset((shown - 1) * PAGE_SIZE)
    )
    return OverrideList(tuple(_row(tx, office, row) for row in rows), total, shown, pages)


def _row(tx: Transaction, office: Office, row: Any) -> OverrideRow:  # noqa: ANN401
    made = row.SeparationOverride
    version = office.version(tx, row.version_id)
    return OverrideRow(
        code=row.code,
        step=version.step_name(made.element),
        other_step=version.step_name(made.other_element),
        who=row.who,
        unit=row.unit,
        reason=row.reason or "",
        document_number=made.document_number,
        document_on=made.document_on,
        by=row.by,
        at=made.granted_at,
    )
