"""The enforcement of a decision in legal force (thi hành quyết định giải quyết khiếu nại)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.amount import Amount
from cases.models.declarative import Id, Table


class Enforcement(Table):
    """What a decision obliges to do: once for each decision, and how it ended.

    Money is in million VND, land in square metres. What has been done stands in
    ``enforcement_event`` and ``follow_up``. ``done_on`` and ``result`` stay empty while it lasts.

    Attributes:
        required_from: The day on which the decision took legal force.
        recover_money, recover_land: To be recovered for the State.
        return_money_organisation, return_land_individual (and so on): To be given back.
        beneficiaries_organisation, beneficiaries_individual: Who is to get rights back.
        discipline_recommended: Persons to be disciplined; ``of_which_officials`` of them cán bộ,
            công chức, viên chức.
    """

    __tablename__ = "enforcement"
    __table_args__ = (
        CheckConstraint(
            "result IN ('completed', 'partly_completed', 'not_possible')", name="result_known"
        ),
        CheckConstraint("(done_on IS NULL) = (result IS NULL)", name="ended_with_a_result"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    required_from: Mapped[date]
    done_on: Mapped[date | None]
    result: Mapped[str | None] = mapped_column(String(20))
    recover_money: Mapped[Decimal] = mapped_column(Amount)
    recover_land: Mapped[Decimal] = mapped_column(Amount)
    return_money_organisation: Mapped[Decimal] = mapped_column(Amount)
    return_land_organisation: Mapped[Decimal] = mapped_column(Amount)
    return_money_individual: Mapped[Decimal] = mapped_column(Amount)
    return_land_individual: Mapped[Decimal] = mapped_column(Amount)
    beneficiaries_organisation: Mapped[int]
    beneficiaries_individual: Mapped[int]
    discipline_recommended: Mapped[int]
    of_which_officials: Mapped[int]
