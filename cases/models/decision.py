"""The decision that settles a complaint."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.amount import Amount
from cases.models.declarative import Id, Table


class Decision(Table):
    """Number, date and outcome of a decision. Its wording is an answer, because it names people.

    Money is in million VND, land in square metres, as decided; what is carried out of it stands
    in ``enforcement``.

    Attributes:
        contested_ruling: What becomes of the contested decision or act.
        for_group: One decision for each complainant, or one with a list of all.
        recover_money, recover_land: To be recovered for the State.
        return_money_organisation, return_land_individual (and so on): To be given back.
        beneficiaries_organisation, beneficiaries_individual: Who is to get rights back.
        discipline_recommended: Persons to be disciplined; ``of_which_officials`` of them cán bộ,
            công chức, viên chức.
        sent_on: Day on which the last recipient was sent the decision.
        legal_force_on: First day of its legal force.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('justified', 'partly_justified', 'unjustified')", name="outcome_known"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("case_step.id"))
    number: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    enforcement_required: Mapped[bool | None]
    contested_ruling: Mapped[str | None] = mapped_column(String(20))
    for_group: Mapped[str | None] = mapped_column(String(20))
    recover_money: Mapped[Decimal | None] = mapped_column(Amount)
    recover_land: Mapped[Decimal | None] = mapped_column(Amount)
    return_money_organisation: Mapped[Decimal | None] = mapped_column(Amount)
    return_land_organisation: Mapped[Decimal | None] = mapped_column(Amount)
    return_money_individual: Mapped[Decimal | None] = mapped_column(Amount)
    return_land_individual: Mapped[Decimal | None] = mapped_column(Amount)
    beneficiaries_organisation: Mapped[int | None]
    beneficiaries_individual: Mapped[int | None]
    discipline_recommended: Mapped[int | None]
    of_which_officials: Mapped[int | None]
    sent_on: Mapped[date | None]
    legal_force_on: Mapped[date | None]
