"""Notes that some of several complainants have withdrawn; the case goes on for the others.

When nobody is left, the withdrawal is one of all and leads to a termination: another act.
Parameters: ``count`` the fact that holds how many withdrew now; ``field`` the field that asked.
"""

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.office import Office
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from engine.values import Effect

ALL_WITHDRAWN = (
    "phải ít hơn {left}, số người còn khiếu nại; tất cả đều rút thì ghi ở “Rút đơn khiếu nại” "
    "(khoản 2 Điều 7a Nghị định 124/2020/NĐ-CP)"
)


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Add them to those who withdrew before.

    Raises:
        SubmissionRefusedError: Nobody would be left.
    """
    count = int(run.facts[effect.params["count"]] or 0)
    case = tx.get_one(Case, run.case_id)
    signed = tx.scalar(
        select(func.sum(func.coalesce(Petition.signatory_count, 1)))
        .join(PetitionCase, PetitionCase.petition_id == Petition.id)
        .where(PetitionCase.case_id == run.case_id, PetitionCase.left_on.is_(None))
    )
    left = (signed or 1) - case.withdrawn_count
    if count >= left:
        raise refused_at(run, effect.params["field"], ALL_WITHDRAWN.format(left=left))
    case.withdrawn_count += count
    tx.flush()
