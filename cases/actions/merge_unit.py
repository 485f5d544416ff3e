"""Merges a unit into others, or dissolves it: work moves, roles end, accounts are locked."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import insert, select, update

from cases import journal
from cases.accounts.paper import Paper
from cases.actions.end_delegation import end_delegation
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import PreviewOutdatedError
from cases.locks.papers import named_paper
from cases.models.delegation import Delegation
from cases.models.rule_revision import RuleRevision
from cases.models.term_setting import TermSetting
from cases.models.unit import Unit
from cases.models.unit_succession import UnitSuccession
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.standstill import hold_steps
from cases.turns import END_OF_ROLES, take_turn
from cases.units.ended_people import end_people
from cases.units.merge_plan import MergePlan, Successor
from cases.units.merge_preview import MergePreview, merge_preview
from cases.units.moved_matters import Removal, move_matters, move_what_comes_in, open_matters
from cases.units.refusals import MergeRefusedError
from cases.units.written_units import Change, locked_unit, write_changes
from cases.upsert import upsert_rows


def merge_unit(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    *,
    plan: MergePlan,
    paper: Paper,
    seen: str | None,
) -> MergePreview:
    """Do what the preview says, in this one transaction (điểm b khoản 3 Điều 8 Quy chế 2003).

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: An administrator; ``None`` on the command line.
        plan: Who takes over, and from when.
        paper: The decision.
        seen: Fingerprint of the preview that the person has seen; ``None`` on the command line.

    Returns:
        What was done.

    Raises:
        NotAllowedError: The person does not administer the system.
        MergeRefusedError: There is work and nobody to take it, or nobody would administer any more.
        PreviewOutdatedError: Something has changed since the preview.
    """
    if actor is not None:
        require(Permission.UNITS_MANAGE, actor, Target())
    take_turn(tx, "units")
    take_turn(tx, END_OF_ROLES)
    hold_steps(tx)
    unit = locked_unit(tx, plan.code)
    preview = merge_preview(tx, office, actor, plan)
    if seen is not None and seen != preview.fingerprint:
        raise PreviewOutdatedError
    if unit is None or preview.obstacles:
        raise MergeRefusedError(preview.obstacles)
    _write_entries(tx, office, actor, preview, paper)
    end_people(tx, office, actor, plan, (*preview.locked, *preview.kept), paper)
    _move(tx, plan, office.today())
    _end_delegations(tx, office, plan)
    _end_term_settings(tx, office, plan)
    _end_unit(tx, office, actor, unit, preview, paper)
    return preview


def _end_delegations(tx: Transaction, office: Office, plan: MergePlan) -> None:
    running = select(Delegation.id).where(
        Delegation.unit_id == plan.unit_id, Delegation.ended_at.is_(None)
    )
    for delegation_id in tx.scalars(running.order_by(Delegation.id)).all():
        end_delegation(tx, office, None, delegation_id=delegation_id)


def _move(tx: Transaction, plan: MergePlan, today: date) -> None:
    for successor, matters in plan.sends.items():
        move_matters(tx, Removal(plan.unit_id, successor.id, plan.from_day, today), matters)
    if plan.into:
        removal = Removal(plan.unit_id, plan.into.id, plan.from_day, today)
        move_matters(tx, removal)
        move_what_comes_in(tx, removal)


def _end_term_settings(tx: Transaction, office: Office, plan: MergePlan) -> None:
    ended = tx.execute(
        update(TermSetting)
        .where(
            TermSetting.unit_id == plan.unit_id,
            TermSetting.valid_to.is_(None),
            TermSetting.valid_from <= plan.last_day,
        )
        .values(valid_to=plan.last_day)
        .execution_options(synchronize_session=False)
    )
    if ended.rowcount:  # type: ignore[attr-defined]
        tx.execute(insert(RuleRevision), [{"what": "term settings", "at": office.clock.now()}])


def _end_unit(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    unit: Unit,
    preview: MergePreview,
    paper: Paper,
) -> None:
    """Give the unit its last day and its successors, and its parts another parent."""
    plan = preview.plan
    document = named_paper(paper.number, paper.issued_on)
    into = plan.into
    changes = [
        Change(unit.id, "merged", None, into.name if into else None, plan.from_day, document)
    ]
    if unit.valid_to != plan.last_day:
        before = unit.valid_to.isoformat() if unit.valid_to else None
        last_day = plan.last_day.isoformat()
        changes.append(Change(unit.id, "valid_to", before, last_day, plan.from_day, document))
    codes = [code for code, _ in preview.parts]
    parts = tx.scalars(select(Unit.id).where(Unit.code.in_(codes))).all() if codes else []
    changes += [
        Change(one, "parent", plan.code, into.code if into else None, plan.from_day, document)
        for one in parts
    ]
    parent_id = into.id if into else unit.parent_id
    tx.execute(update(Unit).where(Unit.id.in_(parts)).values(parent_id=parent_id))
    tx.execute(
        update(Unit)
        .where(Unit.id == unit.id)
        .values(valid_to=plan.last_day, successor_id=into.id if into else None)
    )
    write_changes(tx, office, actor, changes)
    rows = [
        {
            "unit_id": unit.id,
            "successor_id": one.id,
            "from_day": plan.from_day,
            "document": document,
            "is_verified": True,
        }
        for one in dict.fromkeys(_successors(plan))
    ]
    if rows:
        upsert_rows(tx, UnitSuccession, rows, key=("unit_id", "successor_id"))


def _successors(plan: MergePlan) -> Iterator[Successor]:
    if plan.into:
        yield plan.into
    yield from plan.sends


def _write_entries(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    preview: MergePreview,
    paper: Paper,
) -> None:
    """Write one entry about the unit, and one about each matter under way."""
    plan = preview.plan
    into = plan.into.code if plan.into else ""
    elsewhere = {code: to.code for to, matters in plan.sends.items() for code in matters.codes}
    entries: list[journal.Entry] = [
        (
            (kind, one),
            {"from": plan.code, "to": elsewhere.get(code, into), "first_day": plan.from_day},
        )
        for kind, one, code in open_matters(tx, plan.unit_id)
    ]
    detail = {
        "code": plan.code,
        "to": into,
        "first_day": plan.from_day,
        "document": named_paper(paper.number, paper.issued_on),
        "cases": preview.tallies.open_cases + preview.tallies.closed_cases,
        "petitions": preview.tallies.open_petitions + preview.tallies.closed_petitions,
        "steps": sum(count for _, count in preview.steps),
        "locked": len(preview.locked),
    }
    entries.append((("unit", plan.unit_id), detail))
    journal.write_all(tx, office, actor, "merge_unit", entries)
