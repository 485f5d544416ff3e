"""Who may get what is handed over: who holds the role, with a decision where one is needed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cases.actor import Actor
from cases.assigning.leaving import is_leaving
from cases.assigning.locked_items import LockedItem
from cases.assigning.named_person import NewPaper, document_of_task, read_paper_of
from cases.assigning.obstacles import moved_on, unfit
from cases.assigning.people import Candidate, Doers, candidate, who_did
from cases.assigning.refusals import NotAssigned, Why
from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.handover.duty import Duty, DutyKind
from cases.handover.written_gifts import Gift
from cases.models.account import Account
from cases.models.run import Run
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import CASE_STAFF, Target
from forms.submission import FieldError, Submission

Wanted = Sequence[tuple[Duty, int | None]]
"""Open things, each with who shall have it; ``None`` ends what nobody else can have."""

CAN_END = frozenset({DutyKind.DRAFT, DutyKind.DELEGATION})
"""A draft can be thrown away; a power that was given to one person is no other's."""


@dataclass(frozen=True, slots=True)
class CheckedGifts:
    """What can be given, and why the rest cannot."""

    gifts: tuple[Gift, ...]
    refused: tuple[NotAssigned, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read once for all of it."""

    holder_id: int
    people: Mapping[int, Candidate | None]
    items: Mapping[int, LockedItem]
    doers: Doers


def check_gifts(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    account_id: int,
    wanted: Wanted,
    items: Mapping[int, LockedItem],
    paper: Submission | None,
) -> CheckedGifts:
    """Sort out what can be given.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who gives.
        account_id: Who has everything now.
        wanted: What shall go to whom.
        items: The locked rows of the steps.
        paper: Number and date of the decision that names others, where one named the person.

    Raises:
        SubmissionRefusedError: A decision is needed, and this one cannot be it.
    """
    known = _read(tx, office, account_id, {to_id for _, to_id in wanted if to_id}, items)
    gifts: list[Gift] = []
    refused: list[NotAssigned] = []
    wrong: list[FieldError] = []
    for duty, to_id in wanted:
        against = _against(tx, actor, known, duty, to_id)
        if against is None and duty.is_named and not _may_name(actor, duty):
            against = _refused(duty, Why.NAMED)
        if against:
            refused.append(against)
            continue
        try:
            new = _paper(tx, office, duty, paper) if duty.is_named else None
        except SubmissionRefusedError as error:
            wrong += [one for one in error.errors if one not in wrong]
        else:
            gifts.append(Gift(duty, to_id, new))
    if wrong:
        raise SubmissionRefusedError(wrong)
    return CheckedGifts(tuple(gifts), tuple(refused))


def leaving_people(tx: Transaction, office: Office) -> frozenset[int]:
    """Return who hands over, or will be locked: nothing is given to them any more."""
    return frozenset(tx.scalars(select(Account.id).where(is_leaving(office.today()))))


def _read(
    tx: Transaction,
    office: Office,
    account_id: int,
    to_ids: Collection[int],
    items: Mapping[int, LockedItem],
) -> _Known:
    elements = {element for one in items.values() for element in one.notation.not_actor_of}
    return _Known(
        account_id,
        {one: candidate(tx, office, one) for one in sorted(to_ids)},
        items,
        who_did(tx, {one.row.run_id for one in items.values()}, elements),
    )


def _against(
    tx: Transaction, actor: Actor, known: _Known, duty: Duty, to_id: int | None
) -> NotAssigned | None:
    """Return why the person cannot get it."""
    person = known.people.get(to_id or 0)
    if person is None or to_id in {known.holder_id, None}:
        can_end = to_id is None and duty.kind in CAN_END
        return None if can_end else _refused(duty, Why.ROLE, person.name if person else "")
    if person.is_leaving:
        return _refused(duty, Why.LEAVING, person.name)
    if duty.kind is DutyKind.STEP:
        item = known.items.get(int(duty.id))
        if item is None:
            return NotAssigned(Why.GONE)
        return moved_on(tx, item, known.holder_id) or unfit(item, person, known.doers, actor)
    return _lacks_role(duty, person)


def _lacks_role(duty: Duty, person: Candidate) -> NotAssigned | None:
    roles = {duty.role} if duty.role else CASE_STAFF
    may_hold = any((role, duty.unit_id) in person.held for role in roles)
    is_for_nobody = duty.kind is DutyKind.DELEGATION
    return None if may_hold and not is_for_nobody else _refused(duty, Why.ROLE, person.name)


def _may_name(actor: Actor, duty: Duty) -> bool:
    return allows(Permission.NAMED_PERSON_REPLACE, actor, Target(unit_id=duty.unit_id))


def _paper(
    tx: Transaction, office: Office, duty: Duty, typed: Submission | None
) -> NewPaper | None:
    version = office.version(tx, tx.get_one(Run, duty.run_id).version_id)
    document = document_of_task(version, duty.task)
    return read_paper_of(tx, office, duty.subject or ("", 0), document, typed)


def _refused(duty: Duty, why: Why, detail: str = "") -> NotAssigned:
    return NotAssigned(why, duty.code, duty.name, detail)
