"""The head of a day as a mail to the inspectorate, which so has it where nobody else can reach."""

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.journal.days import ClosedDay
from cases.models.account import Account
from cases.models.outbox import OutboxMessage
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.rows import insert_rows

READS_HEADS = "inspectorate"


def queue_mails(tx: Transaction, office: Office, closed: ClosedDay) -> None:
    """Put one mail per person of the inspectorate into the outbox, where mail is sent at all."""
    now, today = office.clock.now(), office.today()
    if office.settings.mail_server is None:
        return
    readers = tx.scalars(
        select(Account.id)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(
            RoleAssignment.role == READS_HEADS,
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
        .distinct()
        .order_by(Account.id)
    )
    mails = [
        {
            "key": f"journal_head:{closed.day}:{account_id}",
            "kind": "mail",
            "account_id": account_id,
            "subject": subject(closed),
            "text": text(closed),
            "created_at": now,
            "next_try_at": now,
            "attempts": 0,
        }
        for account_id in readers
    ]
    if mails:
        insert_rows(tx, OutboxMessage, mails)


def subject(closed: ClosedDay) -> str:
    """Return the subject: "Nhật ký ngày 26/08/2026: 214 bút toán, nguyên vẹn"."""
    return f"Nhật ký ngày {closed.day:%d/%m/%Y}: {closed.entries} bút toán, {_state(closed)}"


def text(closed: ClosedDay) -> str:
    """Return the text, with the head as ``donthu journal verify --head`` takes it."""
    return (
        f"{subject(closed)}.\n\n"
        f"Đầu chuỗi niêm phong: {closed.number}:{closed.seal}\n\n"
        "Giữ thư này. Khi cần biết nhật ký có bị sửa hay cắt ngắn, đối chiếu bằng lệnh\n"
        f"donthu journal verify --head {closed.number}:{closed.seal}\n\n"
        "Thư này gửi tự động, không trả lời được.\n"
    )


def _state(closed: ClosedDay) -> str:
    if closed.faults is None:
        return "CHƯA KIỂM TRA ĐƯỢC"
    return f"{closed.faults} CHỖ SAI" if closed.faults else "nguyên vẹn"
