"""What is asked of a head who makes a term stricter for the unit."""

from decimal import Decimal

from forms.fields import Field, Form, Kind

AMOUNT = "amount"
DOCUMENT = "document"
VALID_FROM = "valid_from"

TIGHTEN_FORM = Form(
    code="tighten_term",
    title="Rút ngắn thời hạn cho đơn vị",
    fields=(
        Field(
            key=AMOUNT,
            label="Thời hạn của đơn vị",
            kind=Kind.NUMBER,
            required=True,
            minimum=Decimal(1),
            maximum=Decimal(366),
            help="Cùng cách tính với dòng này; phải chặt hơn, không được lỏng hơn.",
        ),
        Field(
            key=DOCUMENT,
            label="Văn bản của đơn vị",
            kind=Kind.TEXT,
            required=True,
            max_length=200,
            help="Số, ký hiệu, ngày. In trong phần giải thích hạn.",
        ),
        Field(
            key=VALID_FROM,
            label="Áp dụng từ ngày",
            kind=Kind.DATE,
            required=True,
            help="Cho sự kiện bắt đầu từ ngày này; hạn đang tính không đổi.",
        ),
    ),
    submit_label="Ghi thời hạn của đơn vị",
)
