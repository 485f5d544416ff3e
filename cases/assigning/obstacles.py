"""What stands in the way of giving a step to somebody."""

from cases.actor import Actor
from cases.assigning.locked_items import LockedItem
from cases.assigning.people import Candidate, Doers, kept_apart
from cases.assigning.refusals import NotAssigned, Why
from cases.database import Transaction
from cases.models.account import Account


def moved_on(tx: Transaction, item: LockedItem, seen: int | None) -> NotAssigned | None:
    """Return that somebody else has the step than the leader saw."""
    if item.holder_id == seen:
        return None
    holder = tx.get(Account, item.holder_id) if item.holder_id else None
    if holder is None:
        return refused_item(item, Why.FREE)
    return refused_item(item, Why.TAKEN, holder.full_name)


def unfit(item: LockedItem, person: Candidate, doers: Doers, acting: Actor) -> NotAssigned | None:
    """Return why the person cannot get the step: has it, leaves, lacks the role, took part.

    Who gives it out for somebody else counts as one with that person: nobody gets by it a step that
    checks what either has done.
    """
    if item.holder_id == person.account_id:
        return refused_item(item, Why.SAME, person.name)
    if person.is_leaving:
        return refused_item(item, Why.LEAVING, person.name)
    if (item.row.role, item.row.unit_id) not in person.held:
        return refused_item(item, Why.ROLE, person.name)
    apart = kept_apart(item.notation, item.row.run_id, doers)
    same = {person.account_id}
    if person.account_id == acting.account_id and acting.on_behalf_of:
        same.add(acting.on_behalf_of)
    did = next((apart[one] for one in same if one in apart), None)
    return refused_item(item, Why.SEPARATION, item.version.step_name(did)) if did else None


def refused_item(item: LockedItem, why: Why, detail: str = "") -> NotAssigned:
    """Return the line that says why the step stayed."""
    return NotAssigned(why, item.code, item.notation.name, detail)
