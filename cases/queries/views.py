"""What screens are given: plain values, already cut down to what the person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cases.deadlines.explanation import Explanation
from cases.queries.due_state import DueState
from cases.queries.run_views import ActionView, RunView, SuspensionView
from cases.secrecy import is_secret


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of "Việc của tôi"."""

    item_id: int
    run_id: int
    task_id: str
    case_id: int | None
    code: str
    kind: str
    element: str
    step_name: str
    title: str
    author: str | None
    field: str | None
    due: DueState | None
    case_due: DueState | None
    holder: str | None
    is_mine: bool
    can_claim: bool
    can_release: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the task list, with the figures of its tabs.

    Attributes:
        counts: Tab code -> number of items: doable, mine, unclaimed, unit, done.
        steps: Element -> step name, for the filter.
    """

    rows: tuple[WorkRow, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, int]
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartyView:
    """A person or body on a petition. ``id_number`` and ``phone`` are masked."""

    role: str
    full_name: str
    address: str | None
    id_number: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline with its explanation."""

    id: int
    term: str
    title: str
    due: DueState
    basis: str
    row_key: str
    is_verified: bool
    late_by_law: bool | None
    late_in_system: bool | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Something written at a step: what was asked, and the answer in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A finished step.

    Attributes:
        answers: Those that no other record of the page holds.
        procedure: Short title of its procedure, if not that of the case itself.
    """

    ended_at: datetime
    element: str
    name: str
    outcome: str
    summary: str
    actor: str | None
    on_behalf_of: str | None
    documents: tuple[str, ...]
    due: DueState | None
    answers: tuple[AnswerView, ...] = ()
    run_id: int = 0
    procedure: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the case; ``file_id`` when a PDF is kept."""

    id: int
    type: str
    type_title: str
    number: str | None
    issued_on: date | None
    recipient: str | None
    file_id: int | None
    file_name: str | None
    file_size: int | None
    recorded_at: datetime
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class OpenStepView:
    """A step that waits, as the case page offers it."""

    item_id: int
    run_id: int
    task_id: str
    element: str
    name: str
    role_title: str
    holder: str | None
    due: DueState | None
    can_do: bool
    can_claim: bool
    can_release: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something that may happen to the case now, such as a withdrawal."""

    run_id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What a timer of the diagram told whom; ``message`` is ``due_soon`` or ``overdue``."""

    at: datetime
    message: str
    title: str
    role_title: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """The published version a run follows."""

    id: int
    code: str
    title: str
    short_title: str
    number: int
    effective_from: date
    legal_basis: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the page of a case, or of a petition, shows.

    Attributes:
        subject_kind: ``case`` or ``petition``.
        settling_unit: Name of the unit that settles the case, or received the petition.
        opened_cases: Of a petition: codes of the cases that settle it.
        handling: Of a petition: what becomes of it, proposed or decided.
        triaged_on: Of a petition: the day on which that was decided.
        may_show_numbers: The person may see the numbers of the parties unmasked.
    """

    id: int
    subject_kind: str
    code: str
    kind: str
    title: str
    secrecy: str
    is_closed: bool
    is_paused: bool
    status: str
    field: str | None
    settling_unit: str
    receiving_unit: str | None
    received_on: date | None
    accepted_on: date | None
    closed_on: date | None
    closing: str | None
    is_complex: bool
    is_remote: bool
    verify_until: date | None
    source: str | None
    forwarded_document: str | None
    petition_code: str | None
    summary: str | None
    request: str | None
    signatory_count: int | None
    version: VersionView | None
    parties: tuple[PartyView, ...]
    deadlines: tuple[DeadlineView, ...]
    steps: tuple[StepView, ...]
    documents: tuple[DocumentView, ...]
    open_steps: tuple[OpenStepView, ...]
    messages: tuple[MessageView, ...]
    notices: tuple[NoticeView, ...]
    picture: str
    missed_first_version: bool
    actions: tuple[ActionView, ...] = ()
    other_runs: tuple[RunView, ...] = ()
    suspensions: tuple[SuspensionView, ...] = ()
    withdrawn_count: int = 0
    opened_cases: tuple[str, ...] = ()
    handling: str | None = None
    triaged_on: date | None = None
    may_show_numbers: bool = False
    paper_file_ref: str | None = None

    @property
    def is_secret(self) -> bool:
        """Tell whether only the state of handling is kept of it."""
        return is_secret(self.secrecy)

    @property
    def is_protected(self) -> bool:
        """Tell whether the journal names everybody who looks at it."""
        return self.is_secret


@dataclass(frozen=True, slots=True)
class StepPage:
    """What the page of one waiting step needs besides the form itself.

    Attributes:
        form_content: form-js JSON of the run's pinned version; ``None`` for a step without form.
        is_status_only: The record is secret: of the form only the status is asked.
        choices: Field key -> (value, label) pairs for person and unit fields.
        values: What is known already, by field key (prefilled from the records).
        earliest: No event of this step may lie before this date.
        earliest_label: What happened that day, e.g. "ngày nhận đơn".
        next_steps: Names of the steps that may follow.
    """

    run_id: int
    task_id: str
    item_id: int | None
    version_id: int
    element: str
    name: str
    role_title: str
    case: CaseView
    form_content: bytes | None
    form_code: str | None
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    values: Mapping[str, object]
    draft: Mapping[str, list[str]] | None
    draft_saved_at: datetime | None
    due: DueState | None
    deadline: DeadlineView | None
    can_claim: bool
    can_release: bool
    earliest: date | None
    earliest_label: str
    next_steps: tuple[str, ...]
    is_status_only: bool = False


@dataclass(frozen=True, slots=True)
class StepForm:
    """What reading a posted step needs: the light twin of ``StepPage``."""

    version_id: int
    form_code: str | None
    form_content: bytes | None
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    earliest: date | None
    earliest_label: str
    is_status_only: bool = False
