"""What is asked of a head who lets one person do two steps that are kept apart."""

from cases.assigning.asked import ISSUED_ON, NUMBER, REASON
from cases.notes.note_text import LONGEST
from forms.fields import Field, Form, Kind

PERSON = "person"


def override_form(*, of_several: bool, is_secret: bool) -> Form:
    """Return the form; who is asked where several could, why where words may be kept."""
    person = Field(PERSON, "Người làm bước này", Kind.SELECT, required=True)
    reason = Field(
        REASON,
        "Lý do",
        Kind.LINES,
        required=True,
        lines=4,
        max_length=LONGEST,
        help="Vì sao đơn vị không có người khác làm bước này.",
    )
    paper = (
        Field(NUMBER, "Số văn bản", Kind.TEXT, required=True, max_length=60),
        Field(ISSUED_ON, "Ngày văn bản", Kind.DATE, required=True),
    )
    fields = (*((person,) if of_several else ()), *(() if is_secret else (reason,)), *paper)
    return Form("separation_override", "Cho phép ngoại lệ", fields, "Cho phép làm bước này")
