"""What a person reads about codes."""

from app.rendering.refusals import sign_in_refusal
from cases.actions.reset_second_factor import REASONS
from cases.refused_sign_in import SignInRefusedError

CODE_REFUSALS = {
    "wrong": "Mã chưa đúng, đã dùng, hoặc đã quá nửa phút. Chờ mã mới rồi nhập lại.",
    "wrong_code": "Mã chưa đúng, đã dùng, hoặc đã quá nửa phút. Chờ mã mới rồi nhập lại.",
    "throttled": "Đã nhập sai nhiều lần. Chờ ít phút rồi thử lại.",
    "set": "Mã xác nhận đã được đặt. Muốn dùng điện thoại khác: bỏ mã đang dùng trước.",
    "own": "Không tự đặt lại mã của mình. Bỏ mã ở trang tài khoản, hoặc nhờ quản trị khác.",
    "over": "Đã quá 5 phút kể từ khi nhập mật khẩu. Đăng nhập lại.",
    "locked": "Tài khoản này đang bị khóa. Báo người phụ trách công nghệ thông tin của đơn vị để"
    " biết lý do.",
}
RESET_REASONS = dict(
    zip(REASONS, ("mất điện thoại", "đổi điện thoại", "nghi có người khác biết mã"), strict=True)
)


def code_refusal(error: SignInRefusedError) -> str:
    """Say why a sign-in was not finished, and when to try again."""
    if error.retry_at is not None:
        return sign_in_refusal(error, "")
    return CODE_REFUSALS[error.reason]
