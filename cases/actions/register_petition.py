"""Enters a petition in the books, opens its case and starts the procedure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from cases import journal
from cases.actor import Actor
from cases.codes import next_code
from cases.database import Transaction
from cases.folding import fold
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.draft import Draft
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.run import Run
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row, insert_rows
from cases.runs.locked_run import LockedRun, lock_run
from cases.search.entries import index_case
from cases.steps.checked_submission import refuse_errors, refuse_unlawful
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.steps.first_step import take_first_step
from cases.steps.move import Move
from cases.turns import take_turn
from cases.versions import version_on
from forms.submission import Submission

PETITION_BOOK = "D"


@dataclass(frozen=True, slots=True)
class Registered:
    """The codes given out; ``is_repeat`` when the same form had been sent before."""

    case_id: int
    case_code: str
    petition_code: str
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class _Intake:
    """What one registration works with."""

    tx: Transaction
    office: Office
    actor: Actor
    version: LoadedVersion
    filed: FiledAnswers
    unit_id: int
    token: str

    @property
    def received_on(self) -> date:
        found = self.filed.record("petition").get("received_on")
        return found if isinstance(found, date) else self.office.today()


def register_petition(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    procedure: str,
    submission: Submission,
    token: str,
    unit_id: int | None = None,
) -> Registered:
    """Register one petition and bring its case to the second step.

    The version is the one in force on the day the petition was received. Sending the same form
    twice (``token``) registers once.

    Raises:
        UnknownProcedureError: Nothing is published under ``procedure``.
        NotAllowedError: The person may not register in the unit.
        SubmissionRefusedError: The answers have errors.
    """
    take_turn(tx, f"registration {token}")
    earlier = _registered_with(tx, token)
    if earlier is not None:
        return earlier
    refuse_errors(submission)
    received_on = submission.values.get("received_on")
    day = received_on if isinstance(received_on, date) else office.today()
    version = office.version(tx, version_on(tx, procedure, day).id)
    notation = version.procedure.steps[version.info.intake_step]
    unit = unit_id or _only_unit(actor, notation.role)
    require(Permission.PETITION_REGISTER, actor, Target(role=notation.role, unit_id=unit))
    form = version.forms[notation.form or ""]
    intake = _Intake(tx, office, actor, version, file_answers(form, submission), unit or 0, token)

    petition_id, petition_code = _write_petition(intake)
    case_id, case_code = _open_case(intake, petition_id)
    run = _start_run(intake, case_id)
    refuse_unlawful(run, form, intake.filed.events, submission, office.today())
    _complete_intake_step(intake, run)
    index_case(tx, case_id)
    journal.write(
        tx,
        office,
        actor,
        "register_petition",
        subject=("case", case_id),
        detail={"petition": petition_code, "case": case_code, "version": version.id},
    )
    return Registered(case_id, case_code, petition_code, is_repeat=False)


def _registered_with(tx: Transaction, token: str) -> Registered | None:
    row = tx.execute(
        select(Case.id, Case.code, Petition.code)
        .join(PetitionCase, PetitionCase.case_id == Case.id)
        .join(Petition, Petition.id == PetitionCase.petition_id)
        .where(Petition.registration_token == token)
    ).first()
    return Registered(row[0], row[1], row[2], is_repeat=True) if row else None


def _only_unit(actor: Actor, role: str) -> int | None:
    units = {one.unit_id for one in actor.assignments if one.role == role}
    return units.pop() if len(units) == 1 else None


def _write_petition(intake: _Intake) -> tuple[int, str]:
    tx, filed, kind = intake.tx, intake.filed, intake.version.info.kind
    now = intake.office.clock.now()
    code = next_code(tx, PETITION_BOOK, intake.received_on.year)
    row = {
        "source": "direct",
        **filed.record("petition"),
        "received_on": intake.received_on,
        "code": code,
        "kind": kind,
        "receiving_unit_id": intake.unit_id,
        "registration_token": intake.token,
        "registered_by_id": intake.actor.account_id,
        "registered_at": now,
    }
    petition_id = insert_row(tx, Petition, row)
    text = filed.record("petition_text")
    summary, request = str(text.get("summary", "")), text.get("request")
    folded = fold(f"{summary} {request or ''}")
    insert_rows(
        tx,
        PetitionText,
        [{"petition_id": petition_id, "summary": summary, "request": request, "text_f": folded}],
    )
    parties = [
        {
            "petition_id": petition_id,
            "petition_kind": kind,
            "role": role,
            "full_name": values["full_name"],
            "name_f": fold(values["full_name"]),
            "id_number": values.get("id_number"),
            "address": values.get("address"),
            "phone": values.get("phone"),
        }
        for role, values in filed.parties.items()
        if values.get("full_name")
    ]
    if parties:
        insert_rows(tx, Party, parties)
    return petition_id, code


def _open_case(intake: _Intake, petition_id: int) -> tuple[int, str]:
    tx, filed, info = intake.tx, intake.filed, intake.version.info
    code = next_code(tx, info.case_code, intake.received_on.year)
    given = filed.record("case")
    title = str(given.get("title") or filed.record("petition_text").get("summary") or "")[:300]
    row = {
        **given,
        "code": code,
        "kind": info.kind,
        "title": title,
        "title_f": fold(title),
        "field": filed.record("petition").get("field"),
        "settling_unit_id": intake.unit_id,
        "opened_at": intake.office.clock.now(),
    }
    case_id = insert_row(tx, Case, row)
    joined = {
        "petition_id": petition_id,
        "case_id": case_id,
        "joined_on": intake.received_on,
    }
    insert_rows(tx, PetitionCase, [joined])
    insert_rows(
        tx,
        CaseUnit,
        [
            {
                "case_id": case_id,
                "unit_id": intake.unit_id,
                "relation": relation,
                "valid_from": intake.received_on,
            }
            for relation in ("receiving", "settling")
        ],
    )
    return case_id, code


def _start_run(intake: _Intake, case_id: int) -> LockedRun:
    now = intake.office.clock.now()
    row = {
        "version_id": intake.version.id,
        "subject_kind": "case",
        "subject_id": case_id,
        "state": b"",
        "started_at": now,
    }
    run_id = insert_row(intake.tx, Run, row)
    return lock_run(intake.tx, intake.office, run_id)


def _complete_intake_step(intake: _Intake, run: LockedRun) -> None:
    tx, office, actor = intake.tx, intake.office, intake.actor
    move = Move(tx, office, run, actor, office.clock.now())
    take_first_step(move, actor, intake.filed, usual_document="petition").save(move)
    place = f"intake:{intake.version.info.code}"
    tx.execute(
        delete(Draft)
        .where(Draft.account_id == actor.account_id, Draft.place == place)
        .execution_options(synchronize_session=False)
    )
