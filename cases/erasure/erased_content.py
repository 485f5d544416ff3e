"""What else goes where a record becomes secret: names, fields, results; nothing may be left.

The database refuses the level while any of it is there (khoản 6 Điều 5 Quy chế 2003/QĐ-UBND).
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from cases.database import Transaction
from cases.erasure.erased_rows import ErasedRows
from cases.erasure.reach import Reach
from cases.models.case import Case
from cases.models.decision import Decision
from cases.models.document import Document
from cases.models.enforcement import Enforcement
from cases.models.note import Note
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.transfer import Transfer
from cases.steps.decision_to_enforce import ORDERED

RULINGS = ("outcome", "contested_ruling")


def erase_content(tx: Transaction, reach: Reach, erased: ErasedRows) -> None:
    """Take out what ``erase_rows`` leaves of open records; numbers and days of papers stay."""
    parties = Party.petition_id.in_(reach.petitions)
    erased.note("party", tx.scalars(select(Party.id).where(parties)))
    _execute(tx, delete(Party).where(parties))
    _execute(tx, update(Note).where(_about(Note, reach)).values(text=""))
    passed = Transfer.petition_id.in_(reach.petitions)
    _execute(tx, update(Transfer).where(passed).values(return_reason=None))
    _execute(tx, update(Petition).where(Petition.id.in_(reach.petitions)).values(field=None))
    _execute(tx, update(Case).where(Case.id.in_(reach.cases)).values(field=None))
    results: dict[str, Any] = dict.fromkeys((*RULINGS, *ORDERED))
    decided = Decision.case_id.in_(reach.cases)
    erased.note("decision", tx.scalars(select(Decision.id).where(decided)))
    _execute(tx, update(Decision).where(decided).values(**results))
    owed: dict[str, Any] = dict.fromkeys(ORDERED, 0)
    _execute(tx, update(Enforcement).where(Enforcement.case_id.in_(reach.cases)).values(**owed))


def set_level(tx: Transaction, reach: Reach, level: str) -> None:
    """Give every record of the reach and its papers one level."""
    papers = or_(Document.petition_id.in_(reach.petitions), Document.case_id.in_(reach.cases))
    _execute(tx, update(Document).where(papers).values(secrecy=level))
    of: tuple[tuple[Any, tuple[int, ...]], ...] = (
        (Petition, reach.petitions),
        (Case, reach.cases),
    )
    for table, ids in of:
        _execute(tx, update(table).where(table.id.in_(ids)).values(secrecy=level))
    tx.expire_all()


def _about(table: Any, reach: Reach) -> ColumnElement[bool]:  # noqa: ANN401 - a table
    return or_(
        and_(table.subject_kind == "petition", table.subject_id.in_(reach.petitions)),
        and_(table.subject_kind == "case", table.subject_id.in_(reach.cases)),
    )


def _execute(tx: Transaction, statement: Any) -> None:  # noqa: ANN401 - any statement
    tx.execute(statement.execution_options(synchronize_session=False))
