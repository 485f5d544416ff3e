"""What is asked when a scan comes later than the step it belongs to, or beside every step."""

from cases.office import Office
from cases.steps.petition_kinds import AUTHORED
from forms.fields import Field, Form, Kind, Option

TYPE, NUMBER, ISSUED_ON, RECIPIENT, FILES, FILE = (
    "type",
    "number",
    "issued_on",
    "recipient",
    "files",
    "file",
)


def paper_form(office: Office, kind: str) -> Form:
    """Return the form of a further document with its files.

    Of a denunciation, and of what may be one, only some types are kept, without names and traces
    (regulation Art 5(7)).

    Args:
        office: The installation.
        kind: Kind of the case or petition.
    """
    checked = kind not in AUTHORED
    documents = {
        code: one
        for code, one in office.documents.items()
        if not checked or code in office.denunciations.papers
    }
    types = tuple(Option(code, kind.title) for code, kind in documents.items())
    return Form(
        "paper",
        "Bổ sung tài liệu",
        (
            Field(key=TYPE, label="Loại tài liệu", kind=Kind.SELECT, required=True, options=types),
            Field(
                key=NUMBER,
                label="Số, ký hiệu",
                kind=Kind.TEXT,
                max_length=60,
                row="number",
                checked=checked,
            ),
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
                checked=checked,
                help="Chọn được nhiều tệp; mỗi tệp thành một tài liệu cùng loại.",
            ),
        ),
        "Bổ sung vào hồ sơ",
    )


def scan_form(kind: str) -> Form:
    """Return the form of the scan of a document that has none yet."""
    checked = kind not in AUTHORED
    file = Field(key=FILE, label="Bản quét", kind=Kind.FILE, required=True, checked=checked)
    return Form("scan", "Thêm bản quét", (file,), "Thêm bản quét")
