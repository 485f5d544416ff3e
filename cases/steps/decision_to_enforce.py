"""The decision of a case that is in legal force and has yet to be enforced (Điều 44-46 Luật KN)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.decision import Decision
from cases.models.enforcement import Enforcement
from cases.models.event import Event

LEGAL_FORCE = "legal_force_reached"
ORDERED = (
    "recover_money",
    "recover_land",
    "return_money_organisation",
    "return_land_organisation",
    "return_money_individual",
    "return_land_individual",
    "beneficiaries_organisation",
    "beneficiaries_individual",
    "discipline_recommended",
    "of_which_officials",
)
"""What a decision may order, named alike in ``decision`` and ``enforcement``."""


@dataclass(frozen=True, slots=True)
class DecisionToEnforce:
    """A decision, and since when it has been in force: it is to be carried out at once.

    ``orders`` is what it orders, by column of ``enforcement``; only what it says a number of.
    """

    decision_id: int
    in_force_on: date
    orders: Mapping[str, Decimal | int]


def decision_to_enforce(tx: Transaction, case_id: int | None) -> DecisionToEnforce | None:
    """Return the newest decision that something has to be done about and nothing was begun."""
    in_force_on = (
        select(func.max(Event.occurred_on))
        .where(Event.subject_kind == "case", Event.subject_id == case_id, Event.code == LEGAL_FORCE)
        .scalar_subquery()
    )
    row = tx.execute(
        select(Decision, in_force_on.label("in_force_on"))
        .outerjoin(Enforcement, Enforcement.decision_id == Decision.id)
        .where(
            Decision.case_id == case_id,
            Decision.enforcement_required.is_(True),
            Enforcement.id.is_(None),
        )
        .order_by(Decision.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.in_force_on is None:
        return None
    decision: Decision = row.Decision
    orders = {name: number for name in ORDERED if (number := getattr(decision, name)) is not None}
    return DecisionToEnforce(decision.id, row.in_force_on, orders)
