"""What is posted where an empty form would be refused before anybody asks who sends it."""

from collections.abc import Mapping

from cases.actor import Actor
from cases.demo.people import WARD
from cases.office import Office
from cases.queries.secrecy_page import secrecy_page
from tests.screens.things import Thing

Body = Mapping[str, str]

TYPED = {"summary": "Đang nhập dở."}
DRAFTS = (
    "/tiep-nhan-don/triage/nhap",
    "/tiep-nhan-don/triage/feedback/nhap",
    "/buoc/<bước xử lý đơn>/nhap",
    "/viec-phat-sinh/<lần chạy>/withdrawn/nhap",
    "/ho-so/<vụ việc>/thao-tac/complaint_suspension/nhap",
)
ACCOUNT = "/quan-tri/tai-khoan/<tài khoản của văn thư>"
PAPER = {"role_document": "07/ĐN", "role_document_on": "25/08/2026"}
HANDOVER = "/ban-giao/<tài khoản của văn thư>"
LOCK = {"ground": "moved", "paper_number": "09/QĐ", "paper_on": "25/08/2026"}
NO_LOCK = {"unlock_document": "08/ĐN", "unlock_document_on": "25/08/2026"}


def bodies(
    office: Office, people: Mapping[str, Actor], things: Mapping[str, Thing]
) -> Mapping[str, Body]:
    """Return by address of the table what a browser would post there."""
    head = people["head"]
    with office.database.reading() as tx:
        code = things["đơn chờ đổi độ mật"].there
        seen = secrecy_page(tx, office, head, code=code).fingerprint
    return {
        **dict.fromkeys(DRAFTS, TYPED),
        "/dang-nhap/nguoi-dung-thu": {"account_id": str(head.account_id)},
        "/ho-so/<đơn>/don-trung": {"_other": things["đơn khác"].there},
        "/ho-so/<đơn chờ đổi độ mật>/do-mat/dong-y": {"_confirmed": "yes", "_seen": seen},
        f"{ACCOUNT}/ho-ten": {"full_name": "Trần Thị B"},
        f"{ACCOUNT}/vai-tro": {
            "role": "verifier",
            "unit": WARD,
            "valid_from": "26/08/2026",
            **PAPER,
        },
        f"{ACCOUNT}/mo-khoa": NO_LOCK,
        f"{HANDOVER}/bat-dau/khoa": LOCK | {"from_day": "26/08/2026"},
        f"{HANDOVER}/khoa-ngay": LOCK,
        "/bao-loi/<báo lỗi của người xử lý đơn>": {"_seen": "received", "_state": "in_work"},
        "/ho-so/<đơn>/nguoi-bi-neu": {"person": str(head.account_id)},
        "/ho-tro": {"text": "Văn thư nhờ xem vì sao danh sách trống."},
        "/buoc/<bước đối thoại>/tra-lai": {"to": "verify_report", "reason": "Cần đo lại."},
        "/viec-cua-toi/<việc được giao>/de-xuat-giao-lai": {"reason": "Tôi đi công tác."},
    }
