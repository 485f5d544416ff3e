"""What can go wrong in the domain, in the law's words. HTTP is decided elsewhere.

No message holds personal data: ids, codes and dates only. Text for people is in the templates.
"""

from collections.abc import Sequence
from datetime import datetime

from forms.submission import FieldError


class CasesError(Exception):
    """Parent of every refusal of the domain."""


class NotFoundError(CasesError):
    """There is no such record, or the person may not know that there is one."""


class NotAllowedError(CasesError):
    """The person sees the record but may not do this.

    Attributes:
        permission: What it would take.
        target: What it was asked for, as the policy looks at it.
    """

    def __init__(self, permission: str, target: object = None) -> None:
        super().__init__(permission)
        self.permission = permission
        self.target = target


class StepAlreadyDoneError(CasesError):
    """The step was ended by somebody, or overtaken, since the page was opened."""

    def __init__(
        self,
        *,
        case_code: str,
        step_name: str,
        done_by: str | None,
        done_at: datetime | None,
        next_steps: tuple[str, ...] = (),
    ) -> None:
        super().__init__(case_code, step_name)
        self.case_code = case_code
        self.step_name = step_name
        self.done_by = done_by
        self.done_at = done_at
        self.next_steps = next_steps


class ItemTakenError(CasesError):
    """Somebody else has claimed the work item."""

    def __init__(self, *, item_id: int, taken_by: str | None) -> None:
        super().__init__(item_id)
        self.item_id = item_id
        self.taken_by = taken_by


class SubmissionRefusedError(CasesError):
    """The form was read but the case does not allow its values."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(tuple(error.key for error in errors))
        self.errors = tuple(errors)


class SeparationOfDutiesError(CasesError):
    """The same person did a step that this step must be kept apart from.

    Attributes:
        item_id: The work item of the step.
        is_head: The person could let somebody do both, where nobody else holds the role.
    """

    def __init__(self, *, step: str, other_step: str, item_id: int, is_head: bool) -> None:
        super().__init__(step, other_step)
        self.step = step
        self.other_step = other_step
        self.item_id = item_id
        self.is_head = is_head


class VisitingError(CasesError):
    """The person looks at the screens of a unit to help, and may do nothing but look."""


class PausedCaseError(CasesError):
    """The case is suspended and this step waits for the pause to end."""


class NotOfferedError(CasesError):
    """The case does not stand where this procedure can be started on it.

    Attributes:
        title: What starting it is called.
        reason: ``no_term`` (the term it needs does not run), ``running`` (it is under way),
            ``paused`` (the case is suspended), ``nothing_to_enforce`` (no decision in legal force
            has yet to be enforced) or ``not_in_force`` (the law did not know it).
        case_code: The case.
    """

    def __init__(self, title: str, reason: str, case_code: str) -> None:
        super().__init__(title, reason, case_code)
        self.title = title
        self.reason = reason
        self.case_code = case_code


class NoDuplicateError(CasesError):
    """Two petitions cannot be the same: they differ in kind, one is secret, or one is the other."""

    def __init__(self, code: str, other: str) -> None:
        super().__init__(code, other)
        self.code = code
        self.other = other


class NotAmendableError(CasesError):
    """A finished step cannot be corrected or taken back, whatever it is about.

    Attributes:
        reason: Why, as a code of the page that says it.
        case_code: The case or petition.
        step_name: The step.
        detail: The step, person or procedure that stands in the way, if one does.
    """

    def __init__(self, reason: str, *, case_code: str, step_name: str, detail: str = "") -> None:
        super().__init__(reason, case_code, step_name)
        self.reason = reason
        self.case_code = case_code
        self.step_name = step_name
        self.detail = detail


class PreviewOutdatedError(CasesError):
    """What would follow is not what was looked at: the case has moved meanwhile."""


class KindUnchangeableError(CasesError):
    """A petition cannot become a denunciation, or cannot be split.

    Attributes:
        reason: ``already`` (it is one), ``joined`` (its case settles others, too), ``accepted``
            (its case was accepted) or ``not_mixed`` (there is nothing to split).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoteRefusedError(CasesError):
    """A note or reason cannot be kept.

    Attributes:
        reason: ``empty``, ``long`` or ``people``.
        found: What of it may name the author of a denunciation, in words; never the text.
    """

    def __init__(self, reason: str, found: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.found = found


class SecretRecordError(CasesError):
    """Neither words nor files are kept of a secret record (khoản 6 Điều 5 Quy chế)."""


class SecrecyRefusedError(CasesError):
    """A change of the level cannot be proposed or decided now.

    Attributes:
        reason: ``open`` (another proposal waits), ``decided`` (none waits any more) or ``own``
            (whoever has proposed it does not decide it).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ScanRefusedError(CasesError):
    """A file is not kept with a document.

    Attributes:
        reason: ``void`` (its step was taken back) or ``there`` (it has one).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DirectionDoneError(CasesError):
    """A direction is done already."""


class WeakPasswordError(CasesError):
    """The new password is too short, too common, or the current one is wrong."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnknownProcedureError(CasesError):
    """No published version of this procedure exists."""


class PublishingRefusedError(CasesError):
    """The bundle does not pass the publishing checks.

    Attributes:
        findings: One line each, in Vietnamese, naming file and element.
    """

    def __init__(self, code: str, findings: Sequence[str]) -> None:
        super().__init__(code, len(findings))
        self.code = code
        self.findings = tuple(findings)


class RulesBusyError(CasesError):
    """Two processes changed the same rules at once; the other one won."""


class ReminderDaysRefusedError(CasesError):
    """A unit cannot be reminded so many working days ahead.

    Attributes:
        longest: The largest number that is taken.
    """

    def __init__(self, longest: int) -> None:
        super().__init__(longest)
        self.longest = longest


class TransferAnsweredError(CasesError):
    """The petition passed on was received or returned before.

    Attributes:
        status: ``received`` or ``returned``.
    """

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status
