"""What the minutes of a handover say (biên bản bàn giao)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.file_store import keep
from cases.handover.duty import DutyKind
from cases.models.account import Account
from cases.models.case import Case
from cases.models.document import Document
from cases.models.handed_over import HandedOver
from cases.models.handover import Handover
from cases.models.petition import Petition
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.queries.subject_columns import CODE, KIND, SECRECY
from cases.secrecy import is_secret
from forms.denunciations import DENUNCIATION

SECRET = "Việc về hồ sơ mật"  # noqa: S105 - words
OF_DENUNCIATION = "Việc về đơn tố cáo"


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One line: a code, what is open there, and who has it now.

    Attributes:
        kind: Kind of open thing.
        code: Code of the case or petition; empty for what is about none.
        name: The step; of a secret record and of a denunciation only that it is one.
        to: Who has it now; empty: nobody.
        paper: Number and day of the decision that named the new person.
    """

    kind: DutyKind
    code: str
    name: str
    due_on: date | None
    to: str
    paper: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything that stands in the minutes.

    Attributes:
        units: Where the person works, with the titles of the roles.
        ground: Of a lock: the case of the regulation, with its article.
        to_unit: Of a move.
        receivers: Everybody who received something, by name.
    """

    number: int
    kind: str
    name: str
    email: str
    units: tuple[str, ...]
    unit_name: str
    ground: str
    article: str
    document: str
    document_on: date | None
    from_day: date
    to_unit: str
    closed_by: str
    closed_at: datetime
    lines: tuple[HandedLine, ...]
    receivers: tuple[str, ...]


Render = Callable[[Minutes], bytes]
"""Makes the file; who makes it is no business of the domain."""


def keep_minutes(tx: Transaction, office: Office, handover: Handover, render: Render) -> None:
    """Make the minutes of a closed handover, and keep them under their hash."""
    content = render(read_minutes(tx, office, handover))
    digest = sha256(content).hexdigest()
    keep(office.settings.var, digest, content)
    handover.minutes = digest
    tx.flush()


def read_minutes(tx: Transaction, office: Office, handover: Handover) -> Minutes:
    """Return what the minutes say."""
    person = tx.get_one(Account, handover.account_id)
    closed_by = tx.get(Account, handover.closed_by_id) if handover.closed_by_id else None
    to_unit = tx.get(Unit, handover.to_unit_id) if handover.to_unit_id else None
    ground = office.lock_grounds.get(handover.ground or "")
    lines = handed_lines(tx, handover.id)
    roles = _roles(tx, office, handover)
    return Minutes(
        number=handover.id,
        kind=handover.kind,
        name=person.full_name,
        email=person.email,
        units=tuple(f"{title}, {unit}" for title, unit in roles),
        unit_name=roles[0][1] if roles else "",
        ground=ground.title if ground else "",
        article=ground.article if ground else "",
        document=handover.document,
        document_on=handover.document_on,
        from_day=handover.from_day,
        to_unit=to_unit.name if to_unit else "",
        closed_by=closed_by.full_name if closed_by else "",
        closed_at=handover.closed_at or office.clock.now(),
        lines=lines,
        receivers=tuple(sorted({line.to for line in lines if line.to})),
    )


def handed_lines(tx: Transaction, handover_id: int) -> tuple[HandedLine, ...]:
    """Return what was handed over, in the order in which it was."""
    to = aliased(Account)
    rows = tx.execute(
        select(
            HandedOver,
            CODE.label("code"),
            KIND.label("of_kind"),
            SECRECY.label("secrecy"),
            to.full_name.label("to_name"),
            Document.number,
            Document.issued_on,
        )
        .outerjoin(Case, and_(HandedOver.subject_kind == "case", Case.id == HandedOver.subject_id))
        .outerjoin(
            Petition,
            and_(HandedOver.subject_kind == "petition", Petition.id == HandedOver.subject_id),
        )
        .outerjoin(to, to.id == HandedOver.to_id)
        .outerjoin(Document, Document.id == HandedOver.document_id)
        .where(HandedOver.handover_id == handover_id)
        .order_by(HandedOver.id)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Any) -> HandedLine:  # noqa: ANN401 - a row
    handed = row.HandedOver
    name = handed.name
    if is_secret(row.secrecy):
        name = SECRET
    elif row.of_kind == DENUNCIATION:
        name = OF_DENUNCIATION
    paper = f"{row.number} ngày {row.issued_on:%d/%m/%Y}" if row.number else ""
    kind = DutyKind(handed.kind)
    return HandedLine(kind, row.code or "", name, handed.due_on, row.to_name or "", paper)


def _roles(tx: Transaction, office: Office, handover: Handover) -> list[tuple[str, str]]:
    """Return title and unit of what the person was when the handover was opened."""
    opened_on = handover.opened_at.date()
    rows = tx.execute(
        select(RoleAssignment.role, RoleAssignment.valid_to, Unit.id, Unit.name, Unit.kind)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            RoleAssignment.account_id == handover.account_id,
            RoleAssignment.valid_from <= opened_on,
        )
        .order_by(RoleAssignment.id)
    ).all()
    return [
        (office.role_title(row.role, row.kind), row.name)
        for row in rows
        if (row.valid_to is None or row.valid_to >= opened_on)
        and handover.from_unit_id in {None, row.id}
    ]
