"""What a person reads when sign-in or a new password is refused."""

from datetime import timedelta

from app.rendering.dates import clock_time
from cases.errors import WeakPasswordError
from cases.passwords import SHORTEST
from cases.refused_sign_in import SignInRefusedError

PASSWORD_FIELDS = (
    ("current", "Mật khẩu hiện tại", ""),
    ("new", "Mật khẩu mới", f"Từ {SHORTEST} ký tự trở lên; một câu ngắn dễ nhớ là tốt nhất."),
    ("again", "Nhập lại mật khẩu mới", ""),
)
PASSWORD_ERRORS = {
    "current": ("current", "Mật khẩu hiện tại chưa đúng"),
    "short": ("new", f"Đặt mật khẩu từ {SHORTEST} ký tự trở lên"),
    "common": ("new", "Mật khẩu này quá dễ đoán, chọn mật khẩu khác"),
    "same": ("new", "Mật khẩu mới phải khác mật khẩu hiện tại"),
    "directory": (
        "current",
        "Tài khoản này dùng mật khẩu thư công vụ: đổi ở hệ thống thư công vụ, không đổi ở đây",
    ),
    "provider": (
        "current",
        "Tài khoản này đăng nhập một lần, không có mật khẩu ở đây. Cần thì báo quản trị hệ thống",
    ),
}
SIGN_IN_REFUSALS = {
    "locked": "Tài khoản này đang bị khóa. Báo người phụ trách công nghệ thông tin của đơn vị để"
    " biết lý do.",
    "domain": "Dùng địa chỉ thư điện tử công vụ, có đuôi @{domain}.",
    "expired": "Mật khẩu thư công vụ đã hết hạn. Đổi mật khẩu ở hệ thống thư công vụ, rồi đăng nhập"
    " lại ở đây.",
    "must_change": "Mật khẩu thư công vụ phải được đổi trước. Đổi mật khẩu ở hệ thống thư công vụ,"
    " rồi đăng nhập lại ở đây.",
    "shut": "Hệ thống thư công vụ đang tạm khóa tài khoản này vì nhập sai mật khẩu nhiều lần. Chờ"
    " hết thời gian tạm khóa, hoặc báo bộ phận quản trị thư công vụ mở khóa.",
    "disabled": "Tài khoản thư công vụ này đã ngừng hoạt động. Báo bộ phận quản trị thư công vụ.",
    "unknown": "Mật khẩu đúng, nhưng thư điện tử này chưa có tài khoản ở đây. Tài khoản chỉ được"
    " tạo theo văn bản đề nghị của cơ quan, đơn vị (khoản 1 Điều 8 Quy chế 2003/QĐ-UBND): báo thủ"
    " trưởng hoặc người phụ trách công nghệ thông tin của đơn vị.",
    "somebody_else": "Trong danh bạ thư công vụ, địa chỉ này nay là của một người khác với người có"
    " tài khoản ở đây. Báo người phụ trách công nghệ thông tin của đơn vị.",
    "unavailable": "Chưa đăng nhập được vì danh bạ thư công vụ không trả lời; mật khẩu của bạn"
    " không bị tính là sai. Thử lại sau ít phút. Người đang đăng nhập vẫn làm việc bình thường.",
}
"""Reason -> what is read; ``{domain}`` is the domain of the office."""
WRONG = "Thư điện tử hoặc mật khẩu chưa đúng. Nhập lại cả hai."


def sign_in_refusal(error: SignInRefusedError, domain: str) -> str:
    """Say why nobody was signed in, without telling strangers whether the account exists."""
    if error.reason == "throttled" and error.retry_at is not None:
        # A clock without seconds: the next full minute is never too early.
        retry_at = error.retry_at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return f"Đã nhập sai nhiều lần. Thử lại từ {clock_time(retry_at)}."
    return SIGN_IN_REFUSALS.get(error.reason, WRONG).format(domain=domain)


def password_errors(error: WeakPasswordError) -> dict[str, str]:
    """Return the message by the field it belongs to."""
    key, text = PASSWORD_ERRORS.get(error.reason, PASSWORD_ERRORS["common"])
    return {key: text}
