"""Enters a petition in the books and starts its procedure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from cases import journal
from cases.actor import Actor
from cases.codes import PETITION_BOOK, next_code
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.folding import fold
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.draft import Draft
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.transfer import Transfer
from cases.office import LoadedVersion, Office
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row, insert_rows
from cases.runs.locked_run import LockedRun
from cases.search.entries import index_case, index_petition
from cases.secrecy import NOT_SECRET, is_secret
from cases.steps.checked_submission import refuse_errors, refuse_unlawful
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.steps.first_step import take_first_step
from cases.steps.intake_place import USUAL_KIND, intake_place
from cases.steps.intake_steps import intake_kind, intake_step
from cases.steps.move import Move
from cases.steps.opened_case import Matter, OpenedCase, open_case, start_run
from cases.steps.petition_kinds import facts_of_kind
from cases.steps.sent_form import take_turn_of_form
from cases.steps.waiting_transfer import level_on_receipt, waiting_transfer
from cases.steps.written_parties import write_parties
from cases.versions import version_on
from forms.submission import Submission

TEXT_COLUMNS = ("title", "summary", "request")


@dataclass(frozen=True, slots=True)
class Registered:
    """What was given out.

    Attributes:
        case_id: The case; ``None`` for a petition whose procedure opens one later.
        is_repeat: The same form had been sent before.
    """

    petition_id: int
    petition_code: str
    case_id: int | None
    case_code: str | None
    is_repeat: bool

    @property
    def code(self) -> str:
        """The code of the page that shows it."""
        return self.case_code or self.petition_code


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
    transfer: Transfer | None
    secrecy: str
    kind: str

    @property
    def received_on(self) -> date:
        found = self.filed.record("petition").get("received_on")
        return found if isinstance(found, date) else self.office.today()


def register_petition(  # noqa: PLR0913 - an action names all it needs
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    procedure: str,
    submission: Submission,
    token: str,
    unit_id: int | None = None,
    transfer_id: int | None = None,
    secrecy: str = NOT_SECRET,
    kind: str = USUAL_KIND,
) -> Registered:
    """Register one petition and bring it to the second step.

    A procedure about cases opens the case at once, one about petitions decides that later.
    The version is the one in force on the day the petition was received. Sending the same form
    twice (``token``) registers once. With ``transfer_id`` it is the petition that another unit
    has passed on: it gets a number and a day of receipt of its own, and the sender sees that.
    Of a secret one (``secrecy``) only the state of its handling is kept, whatever was sent; one
    that was passed on keeps the level it came with. One that may be a denunciation (``kind``) has
    no author.

    Raises:
        NotFoundError: The procedure does not take petitions of that kind.
        TransferAnsweredError: The petition passed on was received or returned before.
        UnknownProcedureError: Nothing is published under ``procedure``.
        NotAllowedError: The person may not register in the unit.
        SubmissionRefusedError: The answers have errors.
    """
    take_turn_of_form(tx, token)
    earlier = _registered_with(tx, token)
    if earlier is not None:
        return earlier
    refuse_errors(submission)
    received_on = submission.values.get("received_on")
    day = received_on if isinstance(received_on, date) else office.today()
    version = office.version(tx, version_on(tx, procedure, day).id)
    notation = intake_step(version, kind)
    kind = intake_kind(version, kind)
    transfer = waiting_transfer(tx, office, actor, transfer_id)[0] if transfer_id else None
    if transfer:
        unit_id = transfer.to_unit_id
    unit = unit_id or _only_unit(actor, notation.role)
    target = Target(role=notation.role, unit_id=unit)
    actor = authorised(tx, office, Permission.PETITION_REGISTER, actor, target)
    if transfer:
        secrecy = level_on_receipt(tx, transfer, secrecy)
    form = version.form(notation.form, secrecy)
    filed = file_answers(form, submission) if form else FiledAnswers()
    filed.facts.update(facts_of_kind(version, kind))
    whole = (version, filed, unit or 0, token, transfer, secrecy, kind)
    intake = _Intake(tx, office, actor, *whole)

    registered, subject = _write_subject(intake)
    run = start_run(tx, office, version, subject)
    refuse_unlawful(run, form, intake.filed.events, submission, office.today())
    _complete_intake_step(intake, run)
    if transfer:
        _receive(intake, transfer, registered.petition_id)
    _index_and_note(intake, registered)
    return registered


def _write_subject(intake: _Intake) -> tuple[Registered, tuple[str, int]]:
    petition_id, petition_code = _write_petition(intake)
    if intake.version.info.subject != "case":
        registered = Registered(petition_id, petition_code, None, None, is_repeat=False)
        return registered, ("petition", petition_id)
    opened = _opens_case(intake, petition_id)
    registered = Registered(petition_id, petition_code, opened.id, opened.code, is_repeat=False)
    return registered, ("case", opened.id)


def _index_and_note(intake: _Intake, registered: Registered) -> None:
    tx, detail = intake.tx, {"petition": registered.petition_code, "version": intake.version.id}
    if registered.case_id:
        subject = ("case", registered.case_id)
        detail["case"] = registered.code
        index_case(tx, registered.case_id)
    else:
        subject = ("petition", registered.petition_id)
        index_petition(tx, registered.petition_id)
    action = "register_petition"
    journal.write(tx, intake.office, intake.actor, action, subject=subject, detail=detail)


def _registered_with(tx: Transaction, token: str) -> Registered | None:
    row = tx.execute(
        select(Petition.id, Petition.code, Case.id, Case.code)
        .outerjoin(PetitionCase, PetitionCase.petition_id == Petition.id)
        .outerjoin(Case, PetitionCase.case_id == Case.id)
        .where(Petition.registration_token == token)
        .order_by(Case.id)
    ).first()
    return Registered(row[0], row[1], row[2], row[3], is_repeat=True) if row else None


def _only_unit(actor: Actor, role: str) -> int | None:
    units = actor.units_with(role)
    return next(iter(units)) if len(units) == 1 else None


def _write_petition(intake: _Intake) -> tuple[int, str]:
    tx, filed = intake.tx, intake.filed
    now = intake.office.clock.now()
    code = next_code(tx, PETITION_BOOK, intake.received_on.year)
    row = {
        "source": "direct",
        **filed.record("petition"),
        "received_on": intake.received_on,
        "code": code,
        "kind": intake.kind,
        "receiving_unit_id": intake.unit_id,
        "forwarded_from_id": intake.transfer.petition_id if intake.transfer else None,
        "registration_token": intake.token,
        "registered_by_id": intake.actor.account_id,
        "registered_at": now,
        "secrecy": intake.secrecy,
    }
    petition_id = insert_row(tx, Petition, row)
    related = {
        "petition_id": petition_id,
        "unit_id": intake.unit_id,
        "relation": "receiving",
        "valid_from": intake.received_on,
    }
    insert_rows(tx, CaseUnit, [related])
    if not is_secret(intake.secrecy):
        _write_content(intake, petition_id)
    return petition_id, code


def _write_content(intake: _Intake, petition_id: int) -> None:
    """Write what the petition says and who is on it; of a secret one there is nothing to write."""
    tx, filed, kind = intake.tx, intake.filed, intake.kind
    text = filed.record("petition_text")
    title, summary, request = (str(text.get(name) or "") for name in TEXT_COLUMNS)
    texts = {
        "petition_id": petition_id,
        "title": title or None,
        "title_f": fold(title) or None,
        "summary": summary,
        "request": request or None,
        "text_f": fold(f"{title} {summary} {request}"),
    }
    insert_rows(tx, PetitionText, [texts])
    write_parties(tx, intake.office, petition_id, kind, filed.parties)


def _opens_case(intake: _Intake, petition_id: int) -> OpenedCase:
    filed = intake.filed
    given = {**filed.record("case"), "secrecy": intake.secrecy}
    text = filed.record("petition_text")
    matter = Matter(
        petition_id=petition_id,
        unit_id=intake.unit_id,
        received_on=intake.received_on,
        title=str(given.get("title") or text.get("title") or text.get("summary") or ""),
        field=filed.record("petition").get("field"),
        given=given,
    )
    return open_case(intake.tx, intake.office, intake.version, matter)


def _receive(intake: _Intake, transfer: Transfer, petition_id: int) -> None:
    transfer.status = "received"
    transfer.answered_on = intake.office.today()
    transfer.answered_at = intake.office.clock.now()
    transfer.answered_by_id = intake.actor.account_id
    transfer.received_petition_id = petition_id
    intake.tx.flush()


def _complete_intake_step(intake: _Intake, run: LockedRun) -> None:
    tx, office, actor = intake.tx, intake.office, intake.actor
    move = Move(tx, office, run, actor, office.clock.now())
    take_first_step(move, actor, intake.filed, usual_document="petition").save(move)
    transfer_id = intake.transfer.id if intake.transfer else None
    place = intake_place(intake.version.info.code, intake.secrecy, intake.kind, transfer_id)
    tx.execute(
        delete(Draft)
        .where(Draft.account_id == actor.account_id, Draft.place == place)
        .execution_options(synchronize_session=False)
    )
