"""What a person reads when sign-in or a new password is refused."""

from datetime import timedelta

from app.rendering.dates import clock_time
from cases.errors import SignInRefusedError, WeakPasswordError
from cases.passwords import SHORTEST

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
}
LOCKED = (
    "Tài khoản này đang bị khóa. Báo người phụ trách công nghệ thông tin của đơn vị để biết lý do."
)
WRONG = "Thư điện tử hoặc mật khẩu chưa đúng. Nhập lại cả hai."


def sign_in_refusal(error: SignInRefusedError) -> str:
    """Say why nobody was signed in, without telling whether the account exists."""
    if error.reason == "throttled" and error.retry_at is not None:
        # A clock without seconds: the next full minute is never too early.
        retry_at = error.retry_at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return f"Đã nhập sai nhiều lần. Thử lại từ {clock_time(retry_at)}."
    return LOCKED if error.reason == "locked" else WRONG


def password_errors(error: WeakPasswordError) -> dict[str, str]:
    """Return the message by the field it belongs to."""
    key, text = PASSWORD_ERRORS.get(error.reason, PASSWORD_ERRORS["common"])
    return {key: text}
