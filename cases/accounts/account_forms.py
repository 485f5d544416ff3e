"""What is asked of whoever creates an account, or changes what it may do."""

from collections.abc import Mapping

from config.catalogs import Role
from forms.fields import Field, Form, Kind, Option
from forms.paper import paper_fields

FULL_NAME, EMAIL, UNIT, ROLES, PASSWORD = "full_name", "email", "unit", "roles", "password"
NUMBER, ISSUED_ON, BODY = "request_document", "request_on", "request_body"
ROLE, VALID_FROM, VALID_TO = "role", "valid_from", "valid_to"
ROLE_NUMBER, ROLE_ISSUED_ON = "role_document", "role_document_on"
ENDS_FROM, END_NUMBER, END_ISSUED_ON = "ends_from", "end_document", "end_document_on"
UNLOCK_NUMBER, UNLOCK_ISSUED_ON = "unlock_document", "unlock_document_on"

LOOKUP_HINT = (
    "Với vai trò Tra cứu, chọn đơn vị có hồ sơ được tra cứu, không phải đơn vị của người tra cứu."
)


def create_form(roles: Mapping[str, Role], domain: str) -> Form:
    """Return what the written request for an account says (khoản 1 Điều 8 Quy chế)."""
    person, scope, request = "Người được cấp tài khoản", "Vai trò", "Văn bản đề nghị"
    return Form(
        "create_account",
        "Cấp tài khoản",
        (
            Field(FULL_NAME, "Họ và tên", Kind.TEXT, required=True, max_length=200, part=person),
            Field(
                EMAIL,
                "Thư điện tử công vụ",
                Kind.TEXT,
                required=True,
                max_length=200,
                part=person,
                help=f"Chỉ địa chỉ @{domain}; không đổi được sau khi tạo.",
                article="khoản 1 Điều 8 Quy chế 2003/QĐ-UBND",
            ),
            Field(
                PASSWORD,
                "Cấp mật khẩu ban đầu, hiện một lần sau khi tạo",
                Kind.YES_NO,
                default="yes",
                part=person,
                help="Bỏ dấu nếu người này đăng nhập một lần hoặc bằng mật khẩu thư công vụ.",
            ),
            Field(UNIT, "Đơn vị", Kind.UNIT, required=True, part=scope, help=LOOKUP_HINT),
            Field(
                ROLES,
                "Vai trò tại đơn vị",
                Kind.CHOICES,
                required=True,
                options=_options(roles),
                part=scope,
            ),
            *_period(scope),
            *_paper(NUMBER, ISSUED_ON, "Văn bản đề nghị", part=request),
            Field(
                BODY,
                "Cơ quan, đơn vị đề nghị",
                Kind.TEXT,
                required=True,
                max_length=200,
                part=request,
                help="Ghi như trong văn bản. Tài khoản tra cứu: cơ quan xin tra cứu thông tin.",
                article="điểm c khoản 1 Điều 8 Quy chế 2003/QĐ-UBND",
            ),
        ),
        "Tạo tài khoản",
    )


def rename_form() -> Form:
    """Return what is asked to change a name."""
    name = Field(FULL_NAME, "Họ và tên", Kind.TEXT, required=True, max_length=200)
    return Form("rename_account", "Đổi họ tên", (name,), "Đổi họ tên")


def role_form(roles: Mapping[str, Role]) -> Form:
    """Return what is asked to give somebody another role."""
    return Form(
        "give_role",
        "Giao thêm vai trò",
        (
            Field(UNIT, "Đơn vị", Kind.UNIT, required=True, help=LOOKUP_HINT),
            Field(ROLE, "Vai trò", Kind.SELECT, required=True, options=_options(roles)),
            *_period(""),
            *_paper(ROLE_NUMBER, ROLE_ISSUED_ON, "Văn bản đề nghị"),
        ),
        "Giao vai trò",
    )


def end_form() -> Form:
    """Return what is asked to end a role."""
    return Form(
        "end_role",
        "Thôi giao vai trò",
        (
            Field(
                ENDS_FROM,
                "Thôi giữ vai trò từ ngày",
                Kind.DATE,
                required=True,
                help="Hôm nay: hết quyền ngay. Ngày sau: giữ đến hết ngày trước đó.",
            ),
            *_paper(END_NUMBER, END_ISSUED_ON, "Quyết định, văn bản"),
        ),
        "Thôi giao vai trò",
    )


def unlock_form() -> Form:
    """Return what is asked to unlock an account."""
    paper = _paper(UNLOCK_NUMBER, UNLOCK_ISSUED_ON, "Văn bản đề nghị mở khóa")
    return Form("unlock_account", "Mở khóa tài khoản", paper, "Mở khóa tài khoản")


def _options(roles: Mapping[str, Role]) -> tuple[Option, ...]:
    return tuple(Option(one.code, one.title) for one in roles.values())


def _period(part: str) -> tuple[Field, ...]:
    return (
        Field(VALID_FROM, "Từ ngày", Kind.DATE, required=True, part=part, row="period"),
        Field(VALID_TO, "Đến hết ngày", Kind.DATE, part=part, row="period"),
    )


def _paper(number: str, issued_on: str, what: str, part: str = "") -> tuple[Field, ...]:
    return paper_fields(number, issued_on, f"Số {what[:1].lower()}{what[1:]}", part=part)
