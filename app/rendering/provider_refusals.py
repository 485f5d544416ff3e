"""What a person reads whom single sign-on did not let in."""

from config.settings import Settings

REFUSALS = {
    "unavailable": "Hệ thống đăng nhập một lần không trả lời. Thử lại sau ít phút. Người đang đăng"
    " nhập vẫn làm việc bình thường.",
    "cancelled": "Bạn chưa đồng ý đăng nhập ở hệ thống đăng nhập một lần.",
    "stale": "Lần đăng nhập này đã quá lâu hoặc mở từ trình duyệt khác. Bấm đăng nhập lại.",
    "untrusted": "Chưa xác nhận được câu trả lời của hệ thống đăng nhập một lần nên Hệ thống không"
    " cho vào. Thử lại; nếu vẫn vậy, báo quản trị hệ thống.",
    "unverified": "Hệ thống đăng nhập một lần chưa xác nhận địa chỉ thư điện tử của bạn. Báo bộ"
    " phận quản trị thư công vụ.",
    "domain": "Đăng nhập bằng thư điện tử công vụ, có đuôi @{domain}. Nếu vừa dùng tài khoản khác,"
    " đăng xuất tài khoản đó ở hệ thống đăng nhập một lần rồi thử lại.",
    "no_account": "Thư điện tử này chưa có tài khoản ở đây. Tài khoản chỉ được tạo theo văn bản đề"
    " nghị của cơ quan, đơn vị (khoản 1 Điều 8 Quy chế 2003/QĐ-UBND): báo thủ trưởng hoặc người"
    " phụ trách công nghệ thông tin của đơn vị.",
    "locked": "Tài khoản này đang bị khóa. Báo người phụ trách công nghệ thông tin của đơn vị để"
    " biết lý do.",
}


def provider_refusal(reason: str, settings: Settings) -> str:
    """Say why nobody was signed in; whoever reads it has proved who they are elsewhere."""
    return REFUSALS[reason].format(domain=settings.email_domain)
