"""Gives what somebody leaves behind to others (bàn giao công việc)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.actions.end_delegation import end_delegation
from cases.actor import Actor
from cases.assigning.locked_items import lock_items
from cases.assigning.refusals import AssignmentRefusedError, NotAssigned, Why
from cases.database import Transaction
from cases.handover.checked_gifts import check_gifts
from cases.handover.duty import Duty, DutyKind
from cases.handover.locked_handover import lock_person, required_handover
from cases.handover.open_duties import open_duties
from cases.handover.sight import may_give, require_giving
from cases.handover.written_gifts import Giver, write_gifts
from cases.office import Office
from forms.submission import Submission

REASON = "Bàn giao công việc"
"""What the history of the case says; the paper stands in the minutes."""


@dataclass(frozen=True, slots=True)
class GivenDuties:
    """How many open things were given or ended, and what stayed where it is."""

    count: int
    refused: tuple[NotAssigned, ...]


def give_duties(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    account_id: int,
    wanted: Mapping[str, int | None],
    paper: Submission | None = None,
) -> GivenDuties:
    """Give open things of somebody who hands over to those who may have them; the rest stays.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: A leader of the unit whose work it is, or who administers.
        account_id: Who hands over.
        wanted: What a form calls the open thing -> who shall have it; ``None`` throws a draft
            away and ends a delegated power.
        paper: Number and date of the decision that names somebody else, needed where one named
            the person, and then by the head of the unit.

    Raises:
        NotFoundError: No such account, or none of the person's business.
        NotAllowedError: It is their own handover, and they lead nothing.
        HandoverRefusedError: ``none``: nothing is under way.
        SubmissionRefusedError: The decision is missing or cannot be right.
        AssignmentRefusedError: Not one thing could be given.
    """
    require_giving(tx, actor, account_id)
    lock_person(tx, account_id)
    mine = {one.key: one for one in open_duties(tx, office, account_id) if may_give(actor, one)}
    handover = required_handover(tx, account_id)
    asked: list[tuple[Duty, int | None]] = [
        (mine[key], to_id)
        for key, to_id in wanted.items()
        if key in mine and handover.from_unit_id in {None, mine[key].unit_id}
    ]
    ids = [int(one.id) for one, _ in asked if one.kind is DutyKind.STEP]
    items = lock_items(tx, office, ids) if ids else {}
    checked = check_gifts(
        tx, office, actor, account_id=account_id, wanted=asked, items=items, paper=paper
    )
    gone = (NotAssigned(Why.GONE),) * (len(wanted) - len(asked))
    refused = (*checked.refused, *gone)
    if not checked.gifts:
        raise AssignmentRefusedError(*refused)
    giver = Giver(handover.id, account_id, "give_duties", REASON)
    write_gifts(tx, office, actor, giver, checked.gifts, items)
    for gift in checked.gifts:
        if gift.duty.kind is DutyKind.DELEGATION:
            end_delegation(tx, office, actor, delegation_id=int(gift.duty.id))
    return GivenDuties(len(checked.gifts), refused)
