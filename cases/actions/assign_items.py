"""Gives open steps to a person (phân công, giao lại; regulation Art 15(1)a)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cases.actor import Actor
from cases.assigning.asked import PERSON, error_at, read_reason
from cases.assigning.locked_items import ASSIGNED, REASSIGNED, LockedItem, lock_items
from cases.assigning.named_person import (
    NewPaper,
    other_steps,
    read_new_paper,
    replace_named,
)
from cases.assigning.obstacles import moved_on, refused_item, unfit
from cases.assigning.people import Candidate, candidate, who_did
from cases.assigning.refusals import AssignmentRefusedError, NotAssigned, Why
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import SubmissionRefusedError
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.secrecy import LEVELS, is_secret, refuse_content
from forms.submission import FieldError, Submission

NOBODY_CHOSEN = "Chọn người nhận việc"
LOCKED = "Người này không còn nhận việc được: chọn người khác"


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of it.

    Attributes:
        name: Who has the steps now.
        codes: Cases and petitions whose steps were given.
        refused: Steps that stayed where they are.
    """

    name: str
    codes: tuple[str, ...]
    refused: tuple[NotAssigned, ...]


def assign_items(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    wanted: Mapping[int, int | None],
    account_id: int | None,
    reason: str = "",
    paper: Submission | None = None,
) -> Assigned:
    """Give steps to somebody who holds their role; those that cannot be given stay.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: A leader of the unit, or to whom its head has delegated it.
        wanted: Work item -> who had it on the page the leader looked at.
        account_id: Who shall do the steps.
        reason: What the leader says about it; needed when somebody has one of the steps. It is not
            kept of a step about a secret record.
        paper: Number and date of the decision, needed where a decision named the present holder;
            such a step is given by itself.

    Raises:
        SecretRecordError: There is a reason, and all records are secret.
        SubmissionRefusedError: Nobody was chosen, the reason is missing, the decision is not right.
        NotAllowedError: The person sees the steps and leads nothing.
        AssignmentRefusedError: Not one of the steps could be given.
    """
    items: dict[int, LockedItem] = {
        item_id: one
        for item_id, one in lock_items(tx, office, wanted).items()
        if allows(Permission.CASE_READ, actor, one.target)
    }
    acting = {
        item_id: authorised(tx, office, Permission.ITEM_ASSIGN, actor, one.target)
        for item_id, one in items.items()
    }
    person = candidate(tx, office, account_id) if account_id else None
    wrong = [] if person else [error_at(PERSON, LOCKED if account_id else NOBODY_CHOSEN)]
    is_change = any(seen is not None for seen in wanted.values())
    if items and all(is_secret(one.secrecy) for one in items.values()):
        refuse_content(LEVELS[0], reason)
    about = [one for one in items.values() if not is_secret(one.secrecy)]
    texts = dict(_reasons(about, reason, wrong, required=is_change))
    replaceable = [
        one
        for one in items.values()
        if len(wanted) == 1 and allows(Permission.NAMED_PERSON_REPLACE, actor, one.target)
    ]
    papers = _papers(tx, office, replaceable, paper, wrong)
    if person is None or wrong:
        raise SubmissionRefusedError(wrong)
    given, refused = _sorted_out(tx, wanted, items, person, replaceable, acting)
    if not given:
        raise AssignmentRefusedError(*refused)
    acts: dict[Actor, list[Act]] = {}
    for one in given:
        text = "" if is_secret(one.secrecy) else texts[one.row.kind]
        typed, by = papers.get(one.row.id), acting[one.row.id]
        acts.setdefault(by, []).extend(_acts(tx, office, by, one, person, text, typed))
    for by, together in acts.items():
        write_acts(tx, office, by, "assign_items", together)
    return Assigned(person.name, tuple(one.code for one in given), tuple(refused))


def _sorted_out(
    tx: Transaction,
    wanted: Mapping[int, int | None],
    items: Mapping[int, LockedItem],
    person: Candidate,
    replaceable: Collection[LockedItem],
    acting: Mapping[int, Actor],
) -> tuple[list[LockedItem], list[NotAssigned]]:
    """Return the steps that the person can get, and why not the others."""
    doers = who_did(
        tx,
        {one.row.run_id for one in items.values()},
        {element for one in items.values() for element in one.notation.not_actor_of},
    )
    given, refused = [], []
    for item_id, seen in wanted.items():
        item = items.get(item_id)
        if item is None:
            refused.append(NotAssigned(Why.GONE))
            continue
        against = moved_on(tx, item, seen) or unfit(item, person, doers, acting[item_id])
        if against is None and item.is_named and item not in replaceable:
            against = refused_item(item, Why.NAMED)
        if against:
            refused.append(against)
        else:
            given.append(item)
    return given, refused


def _reasons(
    items: Collection[LockedItem], typed: str, wrong: list[FieldError], *, required: bool
) -> Iterator[tuple[str, str]]:
    """Yield kind of petition -> the reason as it is kept; what is wrong with it is noted once."""
    for kind in sorted({one.row.kind for one in items}):
        try:
            yield kind, read_reason(kind, typed, required=required)
        except SubmissionRefusedError as refused:
            wrong.extend(one for one in refused.errors if one not in wrong)


def _papers(
    tx: Transaction,
    office: Office,
    items: Collection[LockedItem],
    typed: Submission | None,
    wrong: list[FieldError],
) -> Mapping[int, NewPaper]:
    """Return item -> the decision that replaces a named person, where one is needed."""
    found = {}
    for item in items:
        try:
            paper = read_new_paper(tx, office, item, typed) if item.is_named else None
        except SubmissionRefusedError as refused:
            wrong.extend(refused.errors)
        else:
            if paper:
                found[item.row.id] = paper
    return found


def _acts(
    tx: Transaction,
    office: Office,
    actor: Actor,
    item: LockedItem,
    person: Candidate,
    text: str,
    paper: NewPaper | None,
) -> Iterator[Act]:
    """Yield what is done about the step; a new named person gets all steps of the former one."""
    if not item.is_named:
        kind = ASSIGNED if item.holder_id is None else REASSIGNED
        yield Act(item, kind, person.account_id, text)
        return
    document_id = replace_named(tx, office, actor, item, person.account_id, paper)
    others = lock_items(tx, office, other_steps(tx, item)).values()
    for one in (item, *others):
        yield Act(one, REASSIGNED, person.account_id, text, document_id)
