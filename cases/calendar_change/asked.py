"""What is asked about a change of the calendar."""

from forms.fields import Field, Form, Kind, Option

DAY_OFF, WORKED = "off", "worked"

DAY_FORM = Form(
    code="calendar_days",
    title="Sửa ngày",
    fields=(
        Field("first", "Ngày", Kind.DATE, required=True),
        Field("last", "Đến hết ngày", Kind.DATE),
        Field(
            "becomes",
            "Là ngày",
            Kind.CHOICE,
            required=True,
            options=(Option(DAY_OFF, "Nghỉ"), Option(WORKED, "Làm việc")),
        ),
        Field(
            "reason",
            "Lý do",
            Kind.TEXT,
            required=True,
            max_length=200,
            help="Như sẽ in khi giải thích thời hạn, ví dụ: nghỉ hoán đổi với thứ Bảy 22/08/2026",
        ),
        Field(
            "document_number",
            "Số văn bản",
            Kind.TEXT,
            required=True,
            max_length=100,
            help="Ví dụ: Thông báo 9441/TB-BNV",
        ),
        Field("document_on", "Ngày văn bản", Kind.DATE, required=True),
    ),
)
YEAR_FORM = Form(
    code="calendar_year",
    title="Chốt lịch năm",
    fields=(
        Field(
            "year_document_number",
            "Văn bản công bố lịch nghỉ",
            Kind.TEXT,
            required=True,
            max_length=100,
            help="Ví dụ: Thông báo 9441/TB-BNV",
        ),
        Field("year_document_on", "Ngày văn bản", Kind.DATE, required=True),
    ),
)
