"""What a decision obliges to do, how much of it has been done and what is left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.assignment import Assignment
from cases.models.decision import Decision
from cases.models.enforcement import Enforcement
from cases.models.follow_up import FollowUp
from cases.steps.enforcement_records import DISCIPLINE, OFFICIALS, OWED, done_so_far

ENFORCER = "enforcer"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Obligation:
    """One line: what is owed, done and left.

    ``what`` is a column of ``enforcement``, such as ``recover_money``.
    """

    what: str
    owed: Decimal
    done: Decimal

    @property
    def rest(self) -> Decimal:
        """What is left."""
        return max(self.owed - self.done, Decimal())

    @property
    def share(self) -> int:
        """Percent done, at most 100; rounded down, so that 100 means all."""
        return WHOLE if self.done >= self.owed else int(self.done * WHOLE / self.owed)

    @property
    def is_over(self) -> bool:
        """More was done than the decision says."""
        return self.done > self.owed


@dataclass(frozen=True, slots=True)
class Investigation:
    """Referred to investigators or prosecuted: ``kind`` and how many."""

    kind: str
    cases: int
    persons: int
    officials: int


@dataclass(frozen=True, slots=True)
class EnforcementView:
    """The enforcement of one decision; ``result`` is empty while it lasts."""

    decision_number: str | None
    required_from: date
    done_on: date | None
    result: str | None
    officer: str | None
    obligations: tuple[Obligation, ...]
    investigations: tuple[Investigation, ...]


def enforcements_of_case(tx: Transaction, case_id: int) -> tuple[EnforcementView, ...]:
    """Return the enforcements of a case, the newest first; who may see the case may see them."""
    rows = tx.execute(
        select(Enforcement, Decision.number, Account.full_name)
        .join(Decision, Decision.id == Enforcement.decision_id)
        .outerjoin(
            Assignment, (Assignment.run_id == Enforcement.run_id) & (Assignment.name == ENFORCER)
        )
        .outerjoin(Account, Account.id == Assignment.account_id)
        .where(Enforcement.case_id == case_id)
        .order_by(Enforcement.id.desc())
    ).all()
    return tuple(_view(tx, *row) for row in rows)


def _view(
    tx: Transaction, enforcement: Enforcement, number: str | None, officer: str | None
) -> EnforcementView:
    done = done_so_far(tx, enforcement)
    lines = (
        Obligation(what, Decimal(getattr(enforcement, what)), done[what])
        for what in (*OWED, DISCIPLINE, OFFICIALS)
    )
    return EnforcementView(
        decision_number=number,
        required_from=enforcement.required_from,
        done_on=enforcement.done_on,
        result=enforcement.result,
        officer=officer,
        obligations=tuple(line for line in lines if line.owed or line.done),
        investigations=_investigations(tx, enforcement.case_id),
    )


def _investigations(tx: Transaction, case_id: int) -> tuple[Investigation, ...]:
    rows = tx.execute(
        select(
            FollowUp.kind,
            func.sum(FollowUp.cases),
            func.sum(FollowUp.persons),
            func.sum(FollowUp.officials),
        )
        .where(FollowUp.case_id == case_id, FollowUp.kind != "disciplined")
        .group_by(FollowUp.kind)
        .order_by(FollowUp.kind.desc())
    )
    return tuple(Investigation(*row) for row in rows)
