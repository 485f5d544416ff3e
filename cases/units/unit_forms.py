"""What is asked of whoever adds a unit or changes one; each change rests on a paper."""

from collections.abc import Mapping

from config.organisations import LONGEST_CODE, LONGEST_NAME
from forms.fields import Field, Form, Kind
from forms.paper import paper_fields

CODE, NAME, KIND, PARENT = "code", "name", "kind", "parent"
VALID_FROM, VALID_TO = "valid_from", "valid_to"
FROM_DAY, DOCUMENT = "from_day", "document"
INTO, NUMBER, ISSUED_ON = "into", "document_number", "document_on"

_DOCUMENT = Field(
    key=DOCUMENT,
    label="Văn bản",
    kind=Kind.TEXT,
    required=True,
    max_length=200,
    help="Số, ký hiệu, ngày của quyết định hoặc nghị quyết. Lưu trong lịch sử của đơn vị.",
)
_NAME = Field(
    key=NAME,
    label="Tên đơn vị",
    kind=Kind.TEXT,
    required=True,
    max_length=LONGEST_NAME,
    help="Như ghi trên văn bản, ví dụ UBND phường Hải Châu.",
)
_PARENT = Field(
    key=PARENT,
    label="Cấp trên",
    kind=Kind.SELECT,
    help="Bỏ trống nếu đơn vị không thuộc đơn vị nào.",
)
_VALID_FROM = Field(key=VALID_FROM, label="Ngày đầu", kind=Kind.DATE, required=True, row="days")


def _from_day(help_: str) -> Field:
    return Field(key=FROM_DAY, label="Từ ngày", kind=Kind.DATE, required=True, help=help_)


ADD_FORM = Form(
    "add_unit",
    "Thêm đơn vị",
    (
        _NAME,
        Field(
            key=CODE,
            label="Mã",
            kind=Kind.TEXT,
            required=True,
            max_length=LONGEST_CODE,
            help="Chữ thường không dấu, số, dấu nối, ví dụ phuong-hai-chau. Không đổi về sau.",
        ),
        Field(
            key=KIND,
            label="Loại",
            kind=Kind.SELECT,
            required=True,
            help="Theo Điều 2 Quy chế 2003/QĐ-UBND.",
        ),
        _PARENT,
        _VALID_FROM,
        _DOCUMENT,
    ),
    "Thêm đơn vị",
)

CHANGE_FORMS: Mapping[str, Form] = {
    "name": Form(
        "rename_unit",
        "Đổi tên",
        (_NAME, _from_day("Trước ngày này cây đơn vị vẫn ghi tên cũ."), _DOCUMENT),
        "Đổi tên đơn vị",
    ),
    "parent": Form(
        "move_unit",
        "Chuyển cấp trên",
        (_PARENT, _from_day("Trước ngày này đơn vị vẫn đứng ở chỗ cũ."), _DOCUMENT),
        "Chuyển cấp trên",
    ),
    "validity": Form(
        "limit_unit",
        "Sửa ngày hiệu lực",
        (
            _VALID_FROM,
            Field(
                key=VALID_TO,
                label="Ngày cuối",
                kind=Kind.DATE,
                row="days",
                help="Bỏ trống nếu chưa kết thúc.",
            ),
            _DOCUMENT,
        ),
        "Ghi ngày hiệu lực",
    ),
    "verified": Form(
        "verify_unit",
        "Xác nhận tên",
        (_DOCUMENT,),
        "Xác nhận tên đã kiểm chứng",
    ),
}
"""What is changed -> what is asked."""

MERGE_FORM = Form(
    "merge_unit",
    "Sáp nhập, giải thể",
    (
        Field(
            key=INTO,
            label="Đơn vị kế thừa",
            kind=Kind.SELECT,
            help="Bỏ trống nếu giải thể mà không đơn vị nào nhận việc.",
        ),
        _from_day("Ngày đầu đơn vị kế thừa phụ trách; ngày trước đó là ngày cuối của đơn vị này."),
    ),
    "Xem trước",
)
"""What is asked before the preview."""

MERGE_PAPER_FORM = Form(
    "merge_unit_paper",
    "Quyết định",
    paper_fields(
        NUMBER,
        ISSUED_ON,
        "Số quyết định, nghị quyết",
        guidance="Ghi vào lịch sử, vào khóa tài khoản và nhật ký.",
    ),
    "Sáp nhập và chuyển việc",
)
"""What is asked beside the preview."""
