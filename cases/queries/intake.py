"""What "Tiếp nhận đơn" offers: kinds first, then the form of the chosen procedure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError
from cases.models.unit import Unit
from cases.office import LoadedVersion, Office
from cases.policy.permissions import Permission
from cases.queries.passed_on import passed_on_values
from cases.queries.step_page import offered_choices, stored_draft
from cases.secrecy import NOT_SECRET, is_secret
from cases.steps.intake_place import USUAL_KIND, intake_place
from cases.steps.intake_steps import intake_kind, intake_step
from cases.steps.waiting_transfer import level_on_receipt, waiting_transfer
from cases.versions import version_on, versions_in_force
from forms.fields import Kind

KINDS = ("complaint", "feedback", "denunciation", "mixed", "unclassified")
NO_PROCEDURE = (
    "Chưa có quy trình được công bố cho loại đơn này. "
    "Vào sổ giấy, giữ đơn trên giấy đến khi quy trình được công bố."
)
NOT_YOURS = "Vai trò của bạn không tiếp nhận loại đơn này"


@dataclass(frozen=True, slots=True)
class IntakeOption:
    """One kind of petition; ``refusal`` says why it cannot be chosen."""

    kind: str
    kind_title: str
    procedures: tuple[tuple[str, str], ...]
    refusal: str | None


@dataclass(frozen=True, slots=True)
class IntakePage:
    """The intake form of one procedure for one kind of petition.

    Attributes:
        kind: Kind of the petition; asked before its form is shown.
        units: Units in which the person may register, (id, name).
        secrecy: How secret the petition is; asked before its form is shown.
        transfer_id: The petition passed on that is received by it.
        passed_on_id: That petition as the sender has registered it.
    """

    procedure: str
    kind: str
    title: str
    version_id: int
    form_content: bytes
    form_code: str
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    values: Mapping[str, object]
    draft: Mapping[str, list[str]] | None
    draft_saved_at: datetime | None
    units: tuple[tuple[int, str], ...]
    transfer_id: int | None = None
    passed_on_id: int | None = None
    secrecy: str = NOT_SECRET

    @property
    def is_status_only(self) -> bool:
        """Tell whether only the state of its handling is asked."""
        return is_secret(self.secrecy)


def intake_options(tx: Transaction, office: Office, actor: Actor) -> tuple[IntakeOption, ...]:
    """Return every kind, with the procedures the person may start."""
    versions = [version for version in _newest_versions(tx, office) if version.info.intake]
    options = []
    for kind in KINDS:
        of_kind = [version for version in versions if kind in version.info.intake_steps]
        mine = [version for version in of_kind if _units_of(actor, version, kind)]
        refusal = None if mine else NOT_YOURS if of_kind else NO_PROCEDURE
        procedures = tuple((one.info.code, intake_step(one, kind).name) for one in mine)
        options.append(IntakeOption(kind, office.lists.kinds[kind], procedures, refusal))
    return tuple(options)


def may_register(tx: Transaction, office: Office, actor: Actor) -> bool:
    """Tell whether the person can register anything at all."""
    return any(option.procedures for option in intake_options(tx, office, actor))


def intake_form(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    procedure: str,
    transfer_id: int | None = None,
    secrecy: str = NOT_SECRET,
    kind: str = USUAL_KIND,
) -> IntakePage:
    """Return the intake form of a procedure, as in force today.

    For a petition that another unit has passed on (``transfer_id``) it is filled in with what
    that unit recorded, and is as secret as it was there.

    Raises:
        NotFoundError: No such transfer, or none to a unit of the person; or the procedure does
            not take petitions of that kind.
        TransferAnsweredError: It was received or returned before.
        UnknownProcedureError: Nothing is published under ``procedure``.
        NotAllowedError: The person may not register such petitions.
    """
    version = office.version(tx, version_on(tx, procedure, office.today()).id)
    kind = intake_kind(version, kind)
    unit_ids = _units_of(actor, version, kind)
    if not unit_ids:
        raise NotAllowedError(Permission.PETITION_REGISTER)
    step = intake_step(version, kind)
    form_code = step.form or ""
    passed_on_id = None
    if transfer_id:
        transfer, _ = waiting_transfer(tx, office, actor, transfer_id, to_write=False)
        passed_on_id = transfer.petition_id
        secrecy = level_on_receipt(tx, transfer, secrecy)
    place = intake_place(procedure, secrecy, kind, transfer_id)
    draft, saved_at = stored_draft(tx, actor, place)
    names = tx.execute(select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids)).order_by(Unit.name))
    form = version.form(form_code, secrecy) or version.forms[form_code]
    values: dict[str, object] = {
        field.key: office.today()
        for field in form.fields
        if field.kind == Kind.DATE and field.event
    }
    if transfer_id:
        values |= passed_on_values(tx, office, actor, form, transfer_id)
    return IntakePage(
        procedure=procedure,
        kind=kind,
        title=step.name,
        version_id=version.id,
        form_content=version.form_content(form_code),
        form_code=form_code,
        choices=offered_choices(tx, office, form, unit_ids),
        values=values,
        draft=draft,
        draft_saved_at=saved_at,
        units=() if transfer_id else tuple((unit_id, name) for unit_id, name in names),
        transfer_id=transfer_id,
        passed_on_id=passed_on_id,
        secrecy=secrecy,
    )


def _units_of(actor: Actor, version: LoadedVersion, kind: str) -> frozenset[int]:
    return actor.units_with(intake_step(version, kind).role)


def _newest_versions(tx: Transaction, office: Office) -> list[LoadedVersion]:
    return [office.version(tx, one) for one in versions_in_force(tx, office.today())]
