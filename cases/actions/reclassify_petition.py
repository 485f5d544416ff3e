"""Turns a petition into a denunciation and erases whoever wrote it (đổi loại đơn)."""

from dataclasses import dataclass

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.carried_out import KIND_MARK
from cases.erasure.erased_rows import values_of_people
from cases.erasure.erasing import erase
from cases.erasure.obstacles import refuse_unchangeable
from cases.erasure.preview import preview_of
from cases.erasure.reach import reach_of_petition
from cases.errors import NotFoundError, PreviewOutdatedError, SubmissionRefusedError
from cases.kinds.asked import SUMMARY, TITLE
from cases.kinds.told_anew import tell_anew
from cases.models.petition import Petition
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.secrecy import refuse_content
from cases.steps.checked_submission import refuse_errors, refuse_unknown
from forms.denunciations import ARTICLE, DENUNCIATION
from forms.named_people import find_people
from forms.submission import FieldError, Submission


@dataclass(frozen=True, slots=True)
class Reclassified:
    """The petition, a denunciation from now on; ``erasure_id`` names what was erased."""

    code: str
    erasure_id: str


def reclassify_petition(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    submission: Submission,
    seen: str,
) -> Reclassified:
    """Make a petition a denunciation; who wrote it is erased in the same transaction.

    The same paper at other units that it was passed on to, or came from, becomes one as well. What
    is under way for the former kind ends, and triage begins anew where its diagram knows the
    kind. After the commit ``follow_at_once`` is to be called.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who leads the unit that received it.
        code: The petition.
        submission: What it is about, told anew without the author; may be empty.
        seen: Fingerprint of the preview that was confirmed.

    Raises:
        NotFoundError: No such petition, or none that the person may know of.
        NotAllowedError: The person does not lead the unit.
        KindUnchangeableError: It is one already, or its case has gone too far.
        PreviewOutdatedError: Something else would be erased than what was looked at.
        SecretRecordError: There are new words, and the petition is secret.
        SubmissionRefusedError: The new words may name the author.
    """
    found = find_subject(tx, office, actor, code)
    if found.matter is not None or found.petition is None:
        raise NotFoundError
    petition_id = found.petition.id
    tx.scalars(select(Petition.id).where(Petition.id == petition_id).with_for_update()).one()
    unit_id = found.petition.receiving_unit_id
    require(Permission.KIND_CHANGE, actor, Target(found.units, unit_id=unit_id))
    told = (str(submission.values.get(key) or "") for key in (TITLE, SUMMARY))
    refuse_content(found.petition.secrecy, *told)
    reach = reach_of_petition(tx, petition_id)
    refuse_unchangeable(tx, petition_id, reach)
    if seen != preview_of(tx, reach).fingerprint:
        raise PreviewOutdatedError
    _refuse_author(submission, values_of_people(tx, reach))
    mark = {KIND_MARK: DENUNCIATION}
    erasure_id = erase(tx, office, actor, reach, because=DENUNCIATION, mark=mark)
    values = {key: str(value or "") for key, value in submission.values.items()}
    tell_anew(tx, petition_id, title=values.get(TITLE, ""), summary=values.get(SUMMARY, ""))
    detail = {"kind": DENUNCIATION, "erasure": erasure_id}
    subject = ("petition", petition_id)
    journal.write(tx, office, actor, "reclassify_petition", subject=subject, detail=detail)
    return Reclassified(code, erasure_id)


def _refuse_author(submission: Submission, known: frozenset[str]) -> None:
    refuse_errors(submission)
    refuse_unknown(DENUNCIATION, submission)
    for key, label in ((TITLE, "Tóm tắt một câu"), (SUMMARY, "Tóm tắt nội dung")):
        words = find_people(str(submission.values.get(key) or ""), known)
        if words:
            message = f"Có thể nêu người tố cáo ({', '.join(words)}). Bỏ phần này ({ARTICLE})"
            raise SubmissionRefusedError([FieldError(key, label, message)])
