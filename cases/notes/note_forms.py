"""What is asked when somebody writes a note, gives a direction or answers one."""

from cases.notes.note_text import LONGEST
from forms.fields import Field, Form, Kind

TEXT, TO, DUE = "text", "addressee", "due_on"


def note_form() -> Form:
    """Return the form of a note."""
    return Form("note", "Ghi chú", (_text("Nội dung", required=True),), "Ghi vào hồ sơ")


def direction_form() -> Form:
    """Return the form of a direction; whom it may go to is given when it is shown and read."""
    to = Field(key=TO, label="Gửi", kind=Kind.SELECT, required=True)
    due = Field(
        key=DUE,
        label="Làm xong trước hết ngày",
        kind=Kind.DATE,
        help="Để trống nếu không ấn định ngày.",
    )
    text = _text("Ý kiến chỉ đạo", required=True)
    return Form("direction", "Ý kiến chỉ đạo", (to, text, due), "Gửi chỉ đạo")


def answer_form() -> Form:
    """Return the form of an answer."""
    return Form("answer", "Trả lời chỉ đạo", (_text("Trả lời", required=False),), "Trả lời")


def _text(label: str, *, required: bool) -> Field:
    return Field(
        key=TEXT,
        label=label,
        kind=Kind.LINES,
        required=required,
        lines=5,
        max_length=LONGEST,
        help="Không sửa được sau khi ghi; ghi tiếp một ghi chú khác nếu cần nói lại.",
    )
