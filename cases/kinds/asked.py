"""What is asked when a petition turns out to be a denunciation, or to be several petitions."""

from forms.fields import Field, Form, Kind, Option

TITLE, SUMMARY = "title", "summary"
PART_KIND, REST_TITLE, REST_SUMMARY = "part_kind", "rest_title", "rest_summary"
KINDS = (
    Option("denunciation", "Tố cáo"),
    Option("complaint", "Khiếu nại"),
    Option("feedback", "Kiến nghị, phản ánh"),
)


def reclassify_form() -> Form:
    """Return the form: what the petition is about, told anew without its author."""
    title = Field(
        key=TITLE,
        label="Tóm tắt một câu",
        kind=Kind.TEXT,
        max_length=300,
        checked=True,
        help="Hành vi bị tố cáo; không nêu người tố cáo.",
    )
    summary = Field(
        key=SUMMARY,
        label="Tóm tắt nội dung",
        kind=Kind.LINES,
        lines=4,
        max_length=4000,
        checked=True,
        help="Tóm tắt cũ bị xóa. Viết lại nếu cần; không nêu tên, địa chỉ, số của người tố cáo.",
    )
    return Form("reclassify", "Đổi loại đơn", (title, summary), "Xóa và đổi sang tố cáo")


def split_form() -> Form:
    """Return the form: which part is taken out, and both parts told anew."""
    taken, rest = "Phần tách ra", "Phần còn lại của đơn"
    kind = Field(
        key=PART_KIND,
        label="Loại của phần tách ra",
        kind=Kind.CHOICE,
        required=True,
        options=KINDS,
        part=taken,
        help="Tố cáo: hệ thống vào sổ ngày hôm sau, số khác. Loại khác: bạn vào sổ ngay sau đây.",
    )
    fields = (
        kind,
        _title(TITLE, taken),
        _summary(SUMMARY, taken),
        _title(REST_TITLE, rest),
        _summary(REST_SUMMARY, rest),
    )
    return Form("split", "Tách đơn", fields, "Xóa bản cũ và tách đơn")


def _title(key: str, part: str) -> Field:
    return Field(
        key=key,
        label="Tóm tắt một câu",
        kind=Kind.TEXT,
        max_length=300,
        checked=True,
        part=part,
        help="Không nêu người gửi đơn.",
    )


def _summary(key: str, part: str) -> Field:
    return Field(
        key=key,
        label="Tóm tắt nội dung",
        kind=Kind.LINES,
        lines=4,
        max_length=4000,
        required=True,
        checked=True,
        part=part,
        help="Chỉ nội dung của phần này; không nêu người gửi đơn.",
    )
