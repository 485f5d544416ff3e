"""Takes the denunciation out of a petition of several matters (tách đơn)."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import exists, select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.erasing import erase
from cases.erasure.preview import preview_of
from cases.erasure.reach import reach_of_petition
from cases.errors import (
    KindUnchangeableError,
    NotFoundError,
    PreviewOutdatedError,
    SecretRecordError,
)
from cases.kinds.asked import PART_KIND, REST_SUMMARY, REST_TITLE, SUMMARY, TITLE
from cases.kinds.told_anew import tell_anew
from cases.models.petition import Petition
from cases.models.procedure_version import ProcedureVersion
from cases.models.run import Run
from cases.models.split_part import SplitPart
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.rows import insert_rows
from cases.secrecy import is_secret
from cases.steps.checked_submission import refuse_errors, refuse_unknown
from forms.denunciations import DENUNCIATION
from forms.submission import Submission

SPLIT = "split"
MIXED = "mixed"
NEXT_DAY = timedelta(days=1)


def split_petition(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    submission: Submission,
    seen: str,
) -> str:
    """Take one matter out of a mixed petition; return the kind that was taken out.

    What was written and scanned of the whole paper is erased and told anew for what stays. A
    denunciation waits, without any tie to this petition, for the worker to enter it. Another
    part is registered by whoever has split it, like any petition. Either way the journal says the
    same: that the petition was split.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who works on the petition in the unit that received it.
        code: The petition.
        submission: Both parts, told anew.
        seen: Fingerprint of the preview that was confirmed.

    Raises:
        NotFoundError: No such petition, or none that the person may know of.
        NotAllowedError: The person does not work in the unit.
        SecretRecordError: It is secret: nothing is written about it.
        KindUnchangeableError: It is not mixed.
        PreviewOutdatedError: Something else would be erased than what was looked at.
        SubmissionRefusedError: Something is missing, or the words may name somebody.
    """
    found = find_subject(tx, office, actor, code)
    petition = found.petition
    if found.matter is not None or petition is None:
        raise NotFoundError
    require(
        Permission.PETITION_SPLIT, actor, Target(found.units, unit_id=petition.receiving_unit_id)
    )
    if is_secret(petition.secrecy):
        raise SecretRecordError  # its parts cannot be told apart here: each is entered from paper
    if petition.kind != MIXED:
        raise KindUnchangeableError("not_mixed")
    refuse_errors(submission)
    refuse_unknown(MIXED, submission)
    reach = reach_of_petition(tx, petition.id, same_paper=False)
    if seen != preview_of(tx, reach).fingerprint:
        raise PreviewOutdatedError
    values = {key: str(value or "") for key, value in submission.values.items()}
    petition_id, row = petition.id, _part(tx, office, petition, values)
    erasure_id = erase(tx, office, actor, reach, because=SPLIT)
    title, summary = values.get(REST_TITLE, ""), values[REST_SUMMARY]
    tell_anew(tx, petition_id, title=title, summary=summary)
    if values[PART_KIND] == DENUNCIATION:
        _keep(tx, row)
    detail = {"erasure": erasure_id}
    subject = ("petition", petition_id)
    journal.write(tx, office, actor, "split_petition", subject=subject, detail=detail)
    return values[PART_KIND]


def _part(
    tx: Transaction, office: Office, petition: Petition, values: dict[str, str]
) -> dict[str, object]:
    procedure = tx.scalar(
        select(ProcedureVersion.code)
        .join(Run, Run.version_id == ProcedureVersion.id)
        .where(Run.subject_kind == "petition", Run.subject_id == petition.id)
        .order_by(Run.id.desc())
        .limit(1)
    )
    return {
        "id": uuid4().hex,
        "unit_id": petition.receiving_unit_id,
        "procedure": procedure or "",
        "received_on": petition.received_on,
        "source": petition.source,
        "title": values.get(TITLE, ""),
        "summary": values.get(SUMMARY, ""),
        "enter_on": office.today() + NEXT_DAY,
    }


def _keep(tx: Transaction, row: dict[str, object]) -> None:
    """Keep the part, once: a form sent twice brings the same words for the same day."""
    same = [
        getattr(SplitPart, name) == row[name]
        for name in ("unit_id", "title", "summary", "received_on")
    ]
    if not tx.scalar(select(exists().where(*same))):
        insert_rows(tx, SplitPart, [row])
