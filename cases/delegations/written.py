"""Writes a delegation with its entry in the journal."""

from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.asked import Terms
from cases.locks.papers import named_paper
from cases.models.delegation import Delegation
from cases.office import Office
from cases.rows import insert_row


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """A delegation that is about to be written.

    Attributes:
        kind: ``powers`` or ``leave``.
        unit_id: The unit in which it counts.
        giver_id: For whom somebody is to act.
        delegate_id: Who.
        terms: Days and paper.
        powers: What is delegated.
        subject_kinds: Kinds of petition it counts for; none are all.
    """

    kind: str
    unit_id: int
    giver_id: int
    delegate_id: int
    terms: Terms
    powers: tuple[str, ...] = ()
    subject_kinds: tuple[str, ...] = ()


def write_delegation(
    tx: Transaction, office: Office, actor: Actor, action: str, new: NewDelegation
) -> int:
    """Insert it as ``actor`` has decided, tell the journal, and return its id."""
    terms = new.terms
    row = {
        "kind": new.kind,
        "unit_id": new.unit_id,
        "giver_id": new.giver_id,
        "delegate_id": new.delegate_id,
        "powers": " ".join(new.powers),
        "subject_kinds": " ".join(new.subject_kinds),
        "document_number": terms.document_number,
        "document_on": terms.document_on,
        "valid_from": terms.valid_from,
        "valid_to": terms.valid_to,
        "decided_by_id": actor.account_id,
        "decided_at": office.clock.now(),
    }
    delegation_id = insert_row(tx, Delegation, row)
    detail = {
        "delegation": delegation_id,
        "from": new.giver_id,
        "to": new.delegate_id,
        "powers": new.powers,
        "scope": new.subject_kinds,
        "first_day": terms.valid_from,
        "last_day": terms.valid_to,
        "document": named_paper(terms.document_number, terms.document_on),
    }
    told = {name: value for name, value in detail.items() if value}
    journal.write(tx, office, actor, action, subject=("unit", new.unit_id), detail=told)
    return delegation_id
