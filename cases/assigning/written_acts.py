"""Writes what leaders and holders do about open steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, update

from cases import journal
from cases.actor import Actor
from cases.assigning.locked_items import ASSIGNED, REASSIGNED, RECALLED, LockedItem
from cases.database import Transaction
from cases.models.note import Note
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.rows import insert_for_ids, insert_rows

_TABLE = WorkItem.__table__
_OF_ITEM = _TABLE.c.id == bindparam("of_id")
_NOTE_ACT = update(_TABLE).where(_OF_ITEM)  # type: ignore[arg-type]
MOVES = frozenset({ASSIGNED, REASSIGNED, RECALLED})
"""Acts after which somebody else, or nobody, has the step."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done about one step.

    Attributes:
        to_id: Who gets it, or keeps it.
        reason: As it is kept; empty where a free step is given without a word, and where the record
            is secret: then the note that an act needs is empty, too.
        document_id: The decision that it rests on.
    """

    item: LockedItem
    kind: str
    to_id: int | None
    reason: str = ""
    document_id: int | None = None


def write_acts(
    tx: Transaction, office: Office, actor: Actor, action: str, acts: Sequence[Act]
) -> None:
    """Write notes, history, to-do rows and journal, together for all steps."""
    reasons = _write_reasons(tx, office, actor, acts)
    insert_rows(tx, WorkAssignment, [_row(office, actor, act, reasons) for act in acts])
    ids = _newest(tx, [act.item.row.id for act in acts])
    moved, kept = [], []
    for act in acts:
        item_id = act.item.row.id
        change: dict[str, object] = {"of_id": item_id, "last_assignment_id": ids[item_id]}
        if act.kind in MOVES:
            nobody = {"claimant_id": None, "claimed_at": None}
            moved.append(change | {"assignee_id": act.to_id} | nobody)
        else:
            kept.append(change)
    for changes in (moved, kept):
        if changes:
            tx.connection().execute(_NOTE_ACT, changes)
    journal.write_all(
        tx,
        office,
        actor,
        action,
        [
            (
                act.item.subject,
                {
                    "run": act.item.row.run_id,
                    "step": act.item.row.element,
                    "act": ids[act.item.row.id],
                    "from": act.item.holder_id,
                    "to": act.to_id,
                },
            )
            for act in acts
        ],
    )


def _newest(tx: Transaction, item_ids: Sequence[int]) -> dict[int, int]:
    """Return what was just written: the steps are locked, so nobody else writes about them."""
    newest = (
        select(WorkAssignment.item_id, func.max(WorkAssignment.id))
        .where(WorkAssignment.item_id.in_(item_ids))
        .group_by(WorkAssignment.item_id)
    )
    return {item_id: act_id for item_id, act_id in tx.execute(newest)}  # noqa: C416


def _write_reasons(
    tx: Transaction, office: Office, actor: Actor, acts: Sequence[Act]
) -> dict[int, int]:
    """Return item -> note."""
    given = [act for act in acts if act.reason or act.kind != ASSIGNED]
    rows = [
        {
            "subject_kind": act.item.subject[0],
            "subject_id": act.item.subject[1],
            "kind": "reason",
            "text": act.reason,
            "written_by_id": actor.account_id,
            "on_behalf_of_id": actor.on_behalf_of,
            "written_at": office.clock.now(),
        }
        for act in given
    ]
    ids = insert_for_ids(tx, Note, rows) if rows else []
    return {act.item.row.id: note_id for act, note_id in zip(given, ids, strict=True)}


def _row(office: Office, actor: Actor, act: Act, reasons: dict[int, int]) -> dict[str, object]:
    item = act.item
    return {
        "item_id": item.row.id,
        "run_id": item.row.run_id,
        "task_id": item.row.task_id,
        "element": item.row.element,
        "unit_id": item.row.unit_id,
        "kind": act.kind,
        "from_id": item.holder_id,
        "to_id": act.to_id,
        "by_id": actor.account_id,
        "on_behalf_of_id": actor.on_behalf_of,
        "at": office.clock.now(),
        "reason_id": reasons.get(item.row.id),
        "document_id": act.document_id,
        "answers_id": item.proposal_id,
    }
