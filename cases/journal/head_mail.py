"""The head of a day as a mail to the inspectorate, which so has it where nobody else can reach."""

from sqlalchemy import true

from cases.database import Transaction
from cases.journal.days import ClosedDay
from cases.mail_queue import QueuedMail, queue_mails
from cases.office import Office
from cases.role_holders import role_holders

READS_HEADS = "inspectorate"


def queue_head_mails(tx: Transaction, office: Office, closed: ClosedDay) -> None:
    """Put one mail per person of the inspectorate into the outbox, where mail is sent at all."""
    readers = role_holders(tx, office.today(), {READS_HEADS}, among=true())
    accounts = dict.fromkeys(holder.account_id for holder in readers)
    queue_mails(
        tx,
        office,
        (
            QueuedMail(
                f"journal_head:{closed.day}:{account_id}",
                account_id,
                subject(closed),
                text(closed),
            )
            for account_id in accounts
        ),
    )


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
