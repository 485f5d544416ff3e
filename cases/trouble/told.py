"""Who is told of trouble in a unit: its IT person, its head, the inspectorate."""

from sqlalchemy import and_, or_

from cases.database import Transaction
from cases.mail_queue import QueuedMail, queue_mails
from cases.models.role_assignment import RoleAssignment
from cases.models.trouble_report import TroubleReport
from cases.office import Office
from cases.role_holders import RoleHolder, role_holders
from cases.trouble.asked import KINDS
from cases.trouble.states import STATE_TITLES

SUPPORTS = "unit_it"
OF_THE_UNIT = (SUPPORTS, "head")
OF_THE_CITY = "inspectorate"


def told_people(tx: Transaction, office: Office, unit_id: int | None) -> tuple[RoleHolder, ...]:
    """Return who is told (regulation Art 15(2)e, 16(2), 17(5)): IT people first, then heads."""
    order = (*OF_THE_UNIT, OF_THE_CITY)
    among = or_(
        RoleAssignment.role == OF_THE_CITY,
        and_(RoleAssignment.role.in_(OF_THE_UNIT), RoleAssignment.unit_id == unit_id),
    )
    found = role_holders(tx, office.today(), order, among=among)
    people: dict[int, RoleHolder] = {}
    for one in sorted(found, key=lambda one: order.index(one.role)):
        people.setdefault(one.account_id, one)
    return tuple(people.values())


def tell(
    tx: Transaction,
    office: Office,
    report: TroubleReport,
    *,
    move_id: int,
    account_ids: set[int],
) -> None:
    """Queue a mail to each: number, kind, page and time. What was written stays in the system."""
    number = report.id
    subject = f"Báo lỗi số {number}, {STATE_TITLES[report.state].lower()}: {KINDS[report.kind]}"
    text = (
        f"{subject}.\n\n"
        f"Báo lúc: {report.reported_at:%H:%M ngày %d/%m/%Y}\n"
        f"Trang: {report.page or 'không rõ'}\n"
        f"Phiên bản chương trình: {report.version}\n"
        f"Mã tra cứu: {report.reference or 'không có'}\n\n"
        "Mở hệ thống, mục Báo lỗi, để xem và trả lời. Thư này gửi tự động, không trả lời được.\n"
    )
    queue_mails(
        tx,
        office,
        [
            QueuedMail(f"trouble:{number}:{move_id}:{account_id}", account_id, subject, text)
            for account_id in sorted(account_ids)
        ],
    )
