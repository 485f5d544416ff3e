"""What is asked when a head delegates, and when somebody is to stand in for a leave."""

from dataclasses import dataclass
from datetime import date

from cases.errors import SubmissionRefusedError
from cases.office import Office
from forms.fields import Field, Form, Kind, Option
from forms.submission import FieldError, Submission

AWAY, DELEGATE, WHICH, KINDS = "away", "delegate", "powers", "kinds"
FROM, TO, NUMBER, ISSUED_ON = "valid_from", "valid_to", "number", "issued_on"

_DAYS = (
    Field(FROM, "Từ ngày", Kind.DATE, required=True, row="days"),
    Field(TO, "Đến hết ngày", Kind.DATE, required=True, row="days"),
)


def powers_form(office: Office) -> Form:
    """Return the form of a head who delegates; to whom is offered when it is shown and read."""
    powers = office.delegable.powers.values()
    articles = ", ".join(dict.fromkeys(one.article for one in powers))
    fields = (
        Field(
            DELEGATE,
            "Người được ủy quyền",
            Kind.SELECT,
            required=True,
            help="Cán bộ, công chức, viên chức trong cơ quan, có tài khoản đang hoạt động.",
        ),
        Field(
            WHICH,
            "Việc được ủy quyền",
            Kind.CHOICES,
            required=True,
            options=tuple(Option(one.code, one.title) for one in powers),
            help=f"Chỉ các việc này ({articles}). Ký quyết định, kết luận không ủy quyền được "
            "trên Hệ thống.",
        ),
        *_DAYS,
        Field(
            KINDS,
            "Phạm vi hồ sơ",
            Kind.CHOICES,
            options=tuple(Option(code, title) for code, title in office.lists.kinds.items()),
            help="Không chọn là mọi loại hồ sơ của đơn vị.",
        ),
        *_paper("Văn bản ủy quyền, số"),
    )
    return Form("delegate_powers", "Ủy quyền mới", fields, "Ủy quyền")


def leave_form() -> Form:
    """Return the form of a leader who appoints a substitute."""
    fields = (
        Field(
            AWAY,
            "Người nghỉ",
            Kind.SELECT,
            required=True,
            help="Người ký, người duyệt và người được cử bằng quyết định không có người làm thay "
            "ở đây.",
        ),
        Field(
            DELEGATE,
            "Người làm thay",
            Kind.SELECT,
            required=True,
            help="Làm các bước của vai trò người nghỉ tại đơn vị, kể cả việc người đó đang giữ.",
        ),
        *_DAYS,
        *_paper("Văn bản cử, số"),
    )
    return Form("appoint_substitute", "Cử người làm thay", fields, "Cử người làm thay")


@dataclass(frozen=True, slots=True)
class Terms:
    """What both forms ask: the first and the last day, and the paper."""

    valid_from: date
    valid_to: date
    document_number: str
    document_on: date


class Refusals:
    """Collects what is wrong with the answers to a form, each at its field."""

    def __init__(self, form: Form) -> None:
        """Begin with nothing wrong."""
        self._form = form
        self._errors: list[FieldError] = []

    def add(self, key: str, problem: str) -> None:
        """Note a problem; it reads after the name of the field."""
        label = self._form.field(key).label
        self._errors.append(FieldError(key, label, f"{label}: {problem}"))

    def answer(self) -> None:
        """Refuse the answers if anything is wrong.

        Raises:
            SubmissionRefusedError: Something is.
        """
        if self._errors:
            raise SubmissionRefusedError(self._errors)


def read_terms(submission: Submission, refusals: Refusals, today: date) -> Terms:
    """Return days and paper; what is wrong with them is noted.

    Raises:
        SubmissionRefusedError: The form was not filled in.
    """
    if submission.errors:
        raise SubmissionRefusedError(submission.errors)
    values = submission.values
    first, last, issued_on = values[FROM], values[TO], values[ISSUED_ON]
    if not (isinstance(first, date) and isinstance(last, date) and isinstance(issued_on, date)):
        raise TypeError(first, last, issued_on)
    if first < today:
        refusals.add(FROM, f"không sớm hơn hôm nay {today:%d/%m/%Y}")
    if last < first:
        refusals.add(TO, f"không sớm hơn ngày đầu {first:%d/%m/%Y}")
    if issued_on > today:
        refusals.add(ISSUED_ON, f"không muộn hơn hôm nay {today:%d/%m/%Y}")
    return Terms(first, last, str(values[NUMBER]), issued_on)


def _paper(number: str) -> tuple[Field, Field]:
    return (
        Field(NUMBER, number, Kind.TEXT, required=True, max_length=60, row="paper"),
        Field(ISSUED_ON, "Ngày văn bản", Kind.DATE, required=True, row="paper"),
    )
