"""What is asked when a scan comes later than the step it belongs to, or beside every step."""

from collections.abc import Mapping

from config.catalogs import DocumentType
from forms.fields import Field, Form, Kind, Option

TYPE, NUMBER, ISSUED_ON, RECIPIENT, FILES, FILE = (
    "type",
    "number",
    "issued_on",
    "recipient",
    "files",
    "file",
)
NOT_SECRET = "none"  # noqa: S105 - a level, not a password


def paper_form(documents: Mapping[str, DocumentType]) -> Form:
    """Return the form of a further document with its files.

    Args:
        documents: The types of document of the installation.
    """
    types = tuple(Option(code, kind.title) for code, kind in documents.items())
    return Form(
        "paper",
        "Bổ sung tài liệu",
        (
            Field(key=TYPE, label="Loại tài liệu", kind=Kind.SELECT, required=True, options=types),
            Field(key=NUMBER, label="Số, ký hiệu", kind=Kind.TEXT, max_length=60, row="number"),
            Field(
                key=ISSUED_ON,
                label="Ngày văn bản",
                kind=Kind.DATE,
                record="document.issued_on",
                row="number",
            ),
            Field(
                key=FILES,
                label="Tệp",
                kind=Kind.FILE,
                required=True,
                several=True,
                help="Chọn được nhiều tệp; mỗi tệp thành một tài liệu cùng loại.",
            ),
        ),
        "Bổ sung vào hồ sơ",
    )


def scan_form() -> Form:
    """Return the form of the scan of a document that has none yet."""
    file = Field(key=FILE, label="Bản quét", kind=Kind.FILE, required=True)
    return Form("scan", "Thêm bản quét", (file,), "Thêm bản quét")
