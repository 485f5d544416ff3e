"""Writes what a form says about an enforcement: what is owed, what was done, how it ended.

What is owed differs from what the decision orders only with a reason. Nothing done goes beyond what
is owed unless the report says so and why; an enforcement is not complete while something is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select, update

from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.follow_up import FollowUp
from cases.rows import insert_row, insert_rows
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from cases.steps.decision_to_enforce import ORDERED, decision_to_enforce
from cases.steps.filed_answers import FiledAnswers
from cases.steps.written_records import Writing
from forms.number_reader import write_number

Done = Mapping[str, Decimal]
"""Column of what is owed -> how much of it has been done."""

OWED: Mapping[str, tuple[str, str | None]] = {
    "recover_money": ("recover_money", None),
    "recover_land": ("recover_land", None),
    "return_money_organisation": ("return_money", "organisation"),
    "return_land_organisation": ("return_land", "organisation"),
    "return_money_individual": ("return_money", "individual"),
    "return_land_individual": ("return_land", "individual"),
    "beneficiaries_organisation": ("returned_beneficiaries", "organisation"),
    "beneficiaries_individual": ("returned_beneficiaries", "individual"),
}
"""Column of what is owed -> what is done about it, and for whom."""

DISCIPLINE = "discipline_recommended"
OFFICIALS = "of_which_officials"
WHY_DIFFERENT = "difference_reason"
"""Key of the answer that says why something else is owed than the decision orders."""
COUNTED = ("cases", "persons", "officials", "organisations")
KINDS = ("disciplined", "referred", "prosecuted")


@dataclass(frozen=True, slots=True)
class _Report:
    """One form about an enforcement."""

    writing: Writing
    filed: FiledAnswers
    document_id: int | None

    @property
    def run(self) -> LockedRun:
        return self.writing.run

    @property
    def day(self) -> date:
        """The day the form speaks of: that of its event."""
        return self.filed.events[0].occurred_on


def write_enforcement(writing: Writing, filed: FiledAnswers, document_id: int | None) -> None:
    """Insert or update the rows that the form speaks of; nothing for other forms.

    Raises:
        SubmissionRefusedError: A number does not fit what is owed, or what it is a part of.
    """
    if not {"enforcement", "enforcement_event", "follow_up"} & filed.records.keys():
        return
    report = _Report(writing, filed, document_id)
    _refuse_more_officials_than_persons(report)
    tx = writing.tx
    stored = tx.scalars(
        select(Enforcement).where(Enforcement.run_id == report.run.id)
    ).one_or_none()
    if stored is None:
        _open(report)
        return
    done = done_so_far(tx, stored)
    _write_done(report, stored, done)
    _write_follow_ups(report, stored, done)
    _end(report, stored, done)


def done_so_far(tx: Transaction, enforcement: Enforcement) -> Done:
    """Return the sums of all reports."""
    rows = tx.execute(
        select(EnforcementEvent.what, EnforcementEvent.recipient, func.sum(EnforcementEvent.amount))
        .where(EnforcementEvent.enforcement_id == enforcement.id)
        .group_by(EnforcementEvent.what, EnforcementEvent.recipient)
    ).all()
    sums = {(what, recipient): amount for what, recipient, amount in rows}
    disciplined = tx.execute(
        select(func.sum(FollowUp.persons), func.sum(FollowUp.officials)).where(
            FollowUp.case_id == enforcement.case_id, FollowUp.kind == "disciplined"
        )
    ).one()
    done = {column: sums.get(place, Decimal()) for column, place in OWED.items()}
    persons, officials = (Decimal(number or 0) for number in disciplined)
    return {**done, DISCIPLINE: persons, OFFICIALS: officials}


def _open(report: _Report) -> None:
    run = report.run
    decision = decision_to_enforce(report.writing.tx, run.case_id)
    if decision is None:
        raise ValueError(run.case_code)
    owed = dict.fromkeys((*OWED, DISCIPLINE, OFFICIALS), 0) | report.filed.record("enforcement")
    _refuse_unexplained_difference(report, owed, decision.orders)
    row = {
        **owed,
        "case_id": run.case_id,
        "run_id": run.id,
        "decision_id": decision.decision_id,
        "required_from": decision.in_force_on,
    }
    insert_row(report.writing.tx, Enforcement, row)


def _refuse_unexplained_difference(
    report: _Report, owed: Mapping[str, object], orders: Mapping[str, Decimal | int]
) -> None:
    """Refuse amounts other than those of the decision where no reason is given."""
    if report.filed.answers.get(WHY_DIFFERENT):
        return
    run = report.run
    _refuse(
        [
            refused_at(
                run,
                _key(run, f"enforcement.{column}"),
                f"khác quyết định giải quyết ({write_number(Decimal(orders.get(column) or 0))}). "
                "Nếu đúng thì ghi lý do ở ô lý do khác quyết định",
            )
            for column, amount in owed.items()
            if column in ORDERED
            and Decimal(str(amount or 0)) != Decimal(str(orders.get(column) or 0))
        ]
    )


def _write_done(report: _Report, stored: Enforcement, before: Done) -> None:
    told = report.filed.record("enforcement_event")
    amounts = {
        column: amount
        for column in OWED
        if (amount := Decimal(str(told.get(column) or 0)))  # nothing new is no row
    }
    over = {
        column
        for column, amount in amounts.items()
        if before[column] + amount > Decimal(getattr(stored, column))
    }
    if not told.get("is_over_owed"):
        errors = [
            _beyond(report.run, f"enforcement_event.{column}", stored, column, before)
            for column in amounts
            if column in over
        ]
        _refuse(errors)
    rows = [
        {
            "enforcement_id": stored.id,
            "step_id": report.writing.step_id,
            "occurred_on": report.day,
            "what": OWED[column][0],
            "recipient": OWED[column][1],
            "amount": amount,
            "is_over_owed": column in over,
        }
        for column, amount in amounts.items()
    ]
    if rows:
        insert_rows(report.writing.tx, EnforcementEvent, rows)


def _write_follow_ups(report: _Report, stored: Enforcement, before: Done) -> None:
    rows = list(_follow_ups(report))
    new = sum(int(str(row["persons"])) for row in rows if row["kind"] == "disciplined")
    is_over = before[DISCIPLINE] + new > stored.discipline_recommended
    if new and is_over and not report.filed.record("enforcement_event").get("is_over_owed"):
        record = "follow_up.disciplined_persons"
        _refuse([_beyond(report.run, record, stored, DISCIPLINE, before)])
    if rows:
        insert_rows(report.writing.tx, FollowUp, rows)


def _follow_ups(report: _Report) -> Iterator[dict[str, object]]:
    told = report.filed.record("follow_up")
    for kind in KINDS:
        numbers = {name: int(str(told.get(f"{kind}_{name}") or 0)) for name in COUNTED}
        if any(numbers.values()):
            yield {
                **numbers,
                "case_id": report.run.case_id,
                "step_id": report.writing.step_id,
                "document_id": report.document_id,
                "occurred_on": report.day,
                "kind": kind,
            }


def _end(report: _Report, stored: Enforcement, done: Done) -> None:
    columns = report.filed.record("enforcement")
    if not columns:
        return
    left = [name for name in (*OWED, DISCIPLINE) if done[name] < Decimal(getattr(stored, name))]
    if columns.get("result") == "completed" and left:
        rests = {name: Decimal(getattr(stored, name)) - done[name] for name in left}
        titled = ((_title(report.run, name), write_number(rest)) for name, rest in rests.items())
        rest = ", ".join(f"{title} {number}" for title, number in titled)
        problem = f"không thể là đã thi hành xong, còn: {rest}"
        raise refused_at(report.run, _key(report.run, "enforcement.result"), problem)
    report.writing.tx.execute(
        update(Enforcement)
        .where(Enforcement.id == stored.id)
        .values(**columns)
        .execution_options(synchronize_session=False)
    )


def _refuse_more_officials_than_persons(report: _Report) -> None:
    told = {
        f"follow_up.{name}": number for name, number in report.filed.record("follow_up").items()
    }
    pairs = {f"follow_up.{kind}_officials": f"follow_up.{kind}_persons" for kind in KINDS}
    owed = report.filed.record("enforcement")
    told |= {f"enforcement.{name}": number for name, number in owed.items()}
    pairs[f"enforcement.{OFFICIALS}"] = f"enforcement.{DISCIPLINE}"
    _refuse(
        [
            refused_at(report.run, _key(report.run, part), "không quá tổng số người")
            for part, whole in pairs.items()
            if int(str(told.get(part) or 0)) > int(str(told.get(whole) or 0))
        ]
    )


def _beyond(
    run: LockedRun, record: str, stored: Enforcement, column: str, before: Done
) -> SubmissionRefusedError:
    owed = write_number(Decimal(getattr(stored, column)))
    reached = write_number(before[column])
    problem = (
        f"vượt số phải thi hành: phải {owed}, các báo cáo trước đã ghi {reached}. "
        "Nếu đúng thì chọn Có ở ô vượt số phải thi hành và ghi lý do"
    )
    return refused_at(run, _key(run, record), problem)


def _refuse(refusals: list[SubmissionRefusedError]) -> None:
    """Refuse all that is wrong at once."""
    if refusals:
        raise SubmissionRefusedError([error for one in refusals for error in one.errors])


def _key(run: LockedRun, record: str) -> str:
    fields = (field for form in run.version.forms.values() for field in form.fields)
    return next((field.key for field in fields if field.record == record), "")


def _title(run: LockedRun, column: str) -> str:
    fields = (field for form in run.version.forms.values() for field in form.fields)
    return next((f.label.lower() for f in fields if f.record == f"enforcement.{column}"), column)
