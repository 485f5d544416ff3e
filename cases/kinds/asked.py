"""What is asked when a petition turns out to be a denunciation."""

from forms.fields import Field, Form, Kind

TITLE, SUMMARY = "title", "summary"


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
