"""Writes who has from now on what somebody handed over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, update

from cases import journal
from cases.actor import Actor
from cases.assigning.locked_items import REASSIGNED, RECALLED, LockedItem, lock_items
from cases.assigning.named_person import NamedTask, NewPaper, name_person, other_steps
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.handover.draft_duties import drafts_of, move_or_drop_draft
from cases.handover.duty import Duty, DutyKind
from cases.models.assignment import Assignment
from cases.models.handed_over import HandedOver
from cases.models.note import Note
from cases.office import Office
from cases.rows import insert_rows
from cases.secrecy import is_secret

HEAD = "head"
"""Who a direction waits for that nobody has."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What becomes of one open thing.

    Attributes:
        to_id: Who has it from now on; ``None``: the step is free for its role, the draft is gone.
        paper: The decision that names the new person, where one named the former.
    """

    duty: Duty
    to_id: int | None
    paper: NewPaper | None = None


@dataclass(frozen=True, slots=True)
class Giver:
    """On what the gifts stand.

    Attributes:
        account_id: Who had everything.
        action: What the journal calls it.
        reason: As the history of the case tells it; of a secret record nothing is kept.
    """

    handover_id: int
    account_id: int
    action: str
    reason: str


def write_gifts(
    tx: Transaction,
    office: Office,
    actor: Actor,
    giver: Giver,
    gifts: Sequence[Gift],
    items: Mapping[int, LockedItem],
) -> None:
    """Write the new owners, the history of the cases, the minutes and the journal.

    A delegation that ends is a line of the minutes here; ``end_delegation`` ends it.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who gives.
        giver: On what it stands.
        gifts: What becomes of what; each can be given.
        items: The locked rows of the steps among them.
    """
    papers: dict[str, int | None] = {}
    acts: dict[int, Act] = {}
    for gift in gifts:
        if gift.duty.kind is DutyKind.STEP and int(gift.duty.id) not in acts:
            for act in _acts(tx, office, actor, giver, gift, items[int(gift.duty.id)]):
                acts.setdefault(act.item.row.id, act)
                papers[f"{DutyKind.STEP}:{act.item.row.id}"] = act.document_id
    if acts:
        write_acts(tx, office, actor, giver.action, list(acts.values()))
        _move_drafts(tx, giver, acts.values())
    entries = [_written(tx, office, actor, giver, gift, papers) for gift in gifts]
    told = [entry for entry in entries if entry]
    if told:
        journal.write_all(tx, office, actor, giver.action, told)
    insert_rows(tx, HandedOver, [_line(office, actor, giver, gift, papers) for gift in gifts])


def _move_drafts(tx: Transaction, giver: Giver, acts: Iterable[Act]) -> None:
    """Let the drafts of steps go with the steps."""
    drafts = drafts_of(tx, giver.account_id)
    for act in acts:
        draft_id = drafts.get(f"step:{act.item.row.run_id}:{act.item.row.task_id}")
        if draft_id is not None:
            move_or_drop_draft(tx, draft_id=draft_id, to_id=act.to_id)


def _acts(
    tx: Transaction, office: Office, actor: Actor, giver: Giver, gift: Gift, item: LockedItem
) -> Iterator[Act]:
    """Yield what is done about a step; who is named anew gets all steps of the former person."""
    others: tuple[LockedItem, ...] = ()
    document_id = None
    if item.is_named:
        others = tuple(lock_items(tx, office, other_steps(tx, item)).values())
        document_id = _name(
            tx,
            office,
            actor,
            NamedTask(item.row.run_id, str(item.notation.assign), item.subject, item.secrecy),
            gift,
        )
    kind = RECALLED if gift.to_id is None else REASSIGNED
    for one in (item, *others):
        text = "" if is_secret(one.secrecy) else giver.reason
        yield Act(one, kind, gift.to_id, text, document_id)


def _name(tx: Transaction, office: Office, actor: Actor, task: NamedTask, gift: Gift) -> int | None:
    """Name somebody else for a task, or nobody."""
    if gift.to_id is not None:
        return name_person(tx, office, actor, task, gift.to_id, gift.paper)
    named = Assignment.run_id == task.run_id, Assignment.name == task.name
    tx.execute(delete(Assignment).where(*named))
    return None


def _written(
    tx: Transaction,
    office: Office,
    actor: Actor,
    giver: Giver,
    gift: Gift,
    papers: dict[str, int | None],
) -> journal.Entry | None:
    """Write what is no step; return what the journal tells of it."""
    duty = gift.duty
    told: dict[str, object] = {"from": giver.account_id, "to": gift.to_id}
    if duty.kind is DutyKind.NAMED and duty.subject and duty.run_id:
        task = NamedTask(duty.run_id, str(duty.task), duty.subject, duty.secrecy)
        papers[duty.key] = _name(tx, office, actor, task, gift)
        return duty.subject, {"run": duty.run_id, "task": duty.task, **told}
    if duty.kind is DutyKind.DIRECTION and duty.subject:
        to_role = {} if gift.to_id else {"for_role": HEAD, "for_unit_id": duty.unit_id}
        direction = update(Note).where(Note.id == int(duty.id))
        tx.execute(direction.values(for_account_id=gift.to_id, **to_role))
        return duty.subject, {"note": int(duty.id), **told}
    if duty.kind is DutyKind.DRAFT:
        move_or_drop_draft(tx, draft_id=int(duty.id), to_id=gift.to_id)
        return ("account", giver.account_id), {"draft": duty.kind.value, **told}
    return None


def _line(
    office: Office, actor: Actor, giver: Giver, gift: Gift, papers: Mapping[str, int | None]
) -> dict[str, object]:
    duty = gift.duty
    return {
        "handover_id": giver.handover_id,
        "kind": duty.kind.value,
        "subject_kind": duty.subject[0] if duty.subject else None,
        "subject_id": duty.subject[1] if duty.subject else None,
        "unit_id": duty.unit_id,
        "name": duty.name,
        "due_on": duty.due_on,
        "to_id": gift.to_id,
        "document_id": papers.get(duty.key),
        "by_id": actor.account_id,
        "at": office.clock.now(),
    }
