"""One complaint from the counter to the archive: who does which step and what they type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from sqlalchemy import or_, select

from bench.prepared_office import INTAKE as INTAKE_PROCEDURE
from bench.prepared_office import PreparedOffice
from cases.actions.complete_step import complete_step
from cases.actions.register_petition import Registered, register_petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_item import WorkItem
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read

TODAY = "<today>"
SOON = "<soon>"
REGISTRAR = "tranthib"
RECIPIENTS = ["complainant", "superior", "inspectorate"]
VERIFIER = "phanvant"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the walk.

    Among the values ``<today>`` stands for the office date, ``<soon>`` for a day ahead of it.
    """

    element: str
    person: str
    values: Mapping[str, str | list[str]] = field(default_factory=dict)


INTAKE = Step(
    "register",
    REGISTRAR,
    {
        "received_on": TODAY,
        "source": "direct",
        "author_name": "Lý Văn P",
        "author_address": "12 đường Mẫu 3",
        "signatory_count": "1",
        "title": "Quyết định thu hồi đất số 412",
        "summary": "Không đồng ý với quyết định thu hồi đất",
        "respondent": "UBND phường Mẫu An",
        "field": "land",
    },
)
STEPS = (
    Step(
        "propose_handling",
        "nguyenvana",
        {
            "prior_resolution": "none",
            "handling": "accept",
            "competence": "own",
            "authority": "administrative",
            "eligible": "yes",
            "reason": "Đủ điều kiện thụ lý",
            "number": "1/ĐX",
            "proposed_on": TODAY,
        },
    ),
    Step("approve_proposal", "vothie", {"approval": "approve", "approved_on": TODAY}),
    Step(
        "accept",
        "levanc",
        {
            "acceptance": "accept",
            "group_papers": "not_a_group",
            "remote": "no",
            "complex": "no",
            "title": "Quyết định thu hồi đất số 412",
            "number": "31/TB",
            "notified": ["complainant", "inspectorate"],
            "accepted_on": TODAY,
            "recipient": "Lý Văn P",
        },
    ),
    Step(
        "recheck",
        "levanc",
        {
            "checked": ["legal_basis", "competence", "content", "procedure"],
            "complaint_right": "no",
            "head_verifies": "no",
            "finding": "Chưa có cơ sở kết luận",
        },
    ),
    Step(
        "assign_verification",
        "levanc",
        {
            "number": "4/QĐ",
            "assigned_on": TODAY,
            "team_set_up": "no",
            "verifier": VERIFIER,
            "scope": "Nguồn gốc thửa đất",
            "verify_until": TODAY,
        },
    ),
    Step(
        "verify",
        VERIFIER,
        {
            "worked_on": TODAY,
            "worked_with": "Người khiếu nại",
            "stated": "Đề nghị đo lại",
            "means": ["papers"],
            "evidence_differs": "no",
        },
    ),
    Step(
        "verify_report",
        VERIFIER,
        {
            "number": "4/BC",
            "reported_on": TODAY,
            "findings": "Có sai sót về diện tích",
            "proposed_outcome": "justified",
            "recommendation": "Sửa quyết định",
            "findings_differ": "yes",
        },
    ),
    Step(
        "plan_dialogue",
        "levanc",
        {
            "planned_on": SOON,
            "place": "Phòng tiếp công dân",
            "topics": "Kết quả xác minh",
            "number": "5/TB",
            "notice_sent_on": TODAY,
            "invited": ["complainant", "respondent"],
            "notice_round": "first",
        },
    ),
    Step(
        "dialogue",
        "levanc",
        {
            "dialogue_again": "no",
            "respondent_present": "present",
            "related_present": "none",
            "held_on": TODAY,
            "place": "Phòng tiếp công dân",
            "attendance": "present",
            "copies": "3",
        },
    ),
    Step(
        "decide",
        "levanc",
        {
            "decision_step": "issue",
            "number": "9/QĐ",
            "signed_on": TODAY,
            "outcome": "justified",
            "contested_ruling": "amend",
            "for_group": "not_a_group",
            "complaint_content": "Diện tích thu hồi",
            "verification_result": "Có sai sót về diện tích",
            "legal_basis": "Điều 31 Luật Khiếu nại",
            "rights_stated": "yes",
            "orders_something": "no",
            "content": "Công nhận khiếu nại đúng",
            "enforcement_required": "no",
        },
    ),
    Step(
        "send_decision",
        REGISTRAR,
        {"recipients": RECIPIENTS, "sent_on": TODAY, "closed_on": TODAY},
    ),
    Step(
        "close_case",
        "nguyenvana",
        {"archived_on": TODAY, "page_count": "10", "archive_place": "Kho 1"},
    ),
)
STEP = {step.element: step for step in STEPS}
SENT_BACK = Step(
    "approve_proposal",
    "vothie",
    {"approval": "send_back", "send_back_reason": "Làm rõ căn cứ đề xuất"},
)
"""Instead of the approval: back to the proposal."""

_tokens = count(1)


def typed(prepared: PreparedOffice, step: Step) -> dict[str, list[str]]:
    """Return what the person types, as a browser posts it."""
    today = f"{prepared.office.today():%d/%m/%Y}"
    soon = f"{prepared.office.today() + timedelta(days=7):%d/%m/%Y}"
    stands_for = {TODAY: today, SOON: soon, VERIFIER: str(prepared.people[VERIFIER].account_id)}
    return {
        key: [stands_for.get(one, one) for one in ([value] if isinstance(value, str) else value)]
        for key, value in step.values.items()
    }


def answers(prepared: PreparedOffice, step: Step) -> Submission:
    """Return the step's answers as the action takes them."""
    version = prepared.version_with(step.element)
    name = version.procedure.steps[step.element].form or step.element
    verifier = prepared.people[VERIFIER]
    choices = {"verifier": (Option(str(verifier.account_id), verifier.name),)}
    limits = Limits(today=prepared.office.today())
    form = version.forms[name]
    submission = read(form, RawValues(typed(prepared, step)), None, limits, choices)
    if submission.errors:
        message = f"{step.element}: {submission.errors}"
        raise ValueError(message)
    return submission


def register(prepared: PreparedOffice) -> Registered:
    """Register one complaint."""
    with prepared.office.database.writing() as tx:
        return register_petition(
            tx,
            prepared.office,
            prepared.people[INTAKE.person],
            procedure=INTAKE_PROCEDURE,
            submission=answers(prepared, INTAKE),
            token=f"bench-{next(_tokens)}",
        )


def waiting_steps(
    prepared: PreparedOffice, case_ids: Sequence[int], element: str | None = None
) -> list[tuple[int, str]]:
    """Return run and task of the one step, or the named one, that waits in each case."""
    items = select(WorkItem.run_id, WorkItem.task_id).order_by(WorkItem.case_id)
    if element:
        items = items.where(WorkItem.element == element)
    with prepared.office.database.reading() as tx:
        rows = tx.execute(items.where(WorkItem.case_id.in_(case_ids))).all()
    return [(run_id, task_id) for run_id, task_id in rows]


def waiting_step(prepared: PreparedOffice, petition_id: int, element: str) -> tuple[int, str]:
    """Return run and task of a step that waits on a petition, or on the case opened for it."""
    its_case = select(PetitionCase.case_id).where(PetitionCase.petition_id == petition_id)
    found = select(WorkItem.run_id, WorkItem.task_id).where(
        WorkItem.element == element,
        or_(WorkItem.petition_id == petition_id, WorkItem.case_id.in_(its_case)),
    )
    with prepared.office.database.reading() as tx:
        run_id, task_id = tx.execute(found).one()
    return run_id, task_id


def complete(prepared: PreparedOffice, petition_id: int, step: Step) -> None:
    """Complete a step that waits on a petition, or on the case opened for it."""
    run_id, task_id = waiting_step(prepared, petition_id, step.element)
    submission = answers(prepared, step)
    with prepared.office.database.writing() as tx:
        complete_step(
            tx,
            prepared.office,
            prepared.people[step.person],
            run_id=run_id,
            task_id=task_id,
            submission=submission,
        )


def case_before(prepared: PreparedOffice, element: str) -> int:
    """Return a new case in which the step ``element`` waits."""
    petition_id = register(prepared).petition_id
    for step in STEPS:
        if step.element == element:
            break
        complete(prepared, petition_id, step)
    opened = select(PetitionCase.case_id).where(PetitionCase.petition_id == petition_id)
    with prepared.office.database.reading() as tx:
        return tx.scalars(opened).one()


def run_of(prepared: PreparedOffice, case_id: int) -> int:
    """Return the run of a case."""
    wanted = select(Run.id).where(Run.subject_kind == "case", Run.subject_id == case_id)
    with prepared.office.database.reading() as tx:
        return tx.scalars(wanted).one()
