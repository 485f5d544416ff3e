"""Decides whether a petition is a duplicate of an earlier one (đơn trùng)."""

from sqlalchemy import or_, select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NoDuplicateError, NotFoundError
from cases.models.duplicate_judgement import DuplicateJudgement
from cases.models.petition import Petition
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import readable_petitions
from cases.queries.found_subject import find_subject
from cases.rows import insert_row
from cases.secrecy import NOT_SECRET
from cases.turns import take_turn

NAMELESS = "denunciation"


def judge_duplicate(
    tx: Transaction, office: Office, actor: Actor, *, code: str, other: str, is_duplicate: bool
) -> None:
    """Write down that the petition ``code`` is the same as ``other``, or that it is not.

    A duplicate is linked to the first petition of all (``duplicate_of_id``); its triage then files
    it away (khoản 1 Điều 6 Thông tư 05/2021/TT-TTCP). While the petition is being handled the
    decision may be changed by another one; every one is kept with who made it and when.

    Raises:
        NotFoundError: No such petitions, or none that the person may know of.
        NotAllowedError: The person does not work on the petition, or it has been dealt with.
        NoDuplicateError: They cannot be the same: one is a denunciation, one secret, or the
            other is itself a duplicate of this one.
    """
    found = find_subject(tx, office, actor, code)
    petition = found.petition
    if petition is None or found.matter is not None:
        raise NotFoundError
    take_turn(tx, f"duplicates {petition.id}")
    is_closed = found.run is None or found.run.status != "running"
    require(Permission.DUPLICATE_JUDGE, actor, Target(found.units, is_closed=is_closed))
    first = _first_of(tx, actor, petition, other)
    if is_duplicate:
        _link(tx, petition.id, first)
    elif petition.duplicate_of_id == first.id:
        _unlink(tx, petition.id)
    row = {
        "petition_id": petition.id,
        "other_id": first.id,
        "is_duplicate": is_duplicate,
        "judged_by_id": actor.account_id,
        "judged_at": office.clock.now(),
    }
    insert_row(tx, DuplicateJudgement, row)
    detail = {"petition": petition.code, "other": first.code, "is_duplicate": is_duplicate}
    subject = ("petition", petition.id)
    journal.write(tx, office, actor, "judge_duplicate", subject=subject, detail=detail)


def _first_of(tx: Transaction, actor: Actor, petition: Petition, code: str) -> Petition:
    """Return the petition with the code; of a duplicate, the one that it is a duplicate of."""
    other = tx.scalar(select(Petition).where(Petition.code == code, readable_petitions(actor)))
    if other is None:
        raise NotFoundError
    first = tx.get_one(Petition, other.duplicate_of_id) if other.duplicate_of_id else other
    is_of_other_kind = (first.kind == NAMELESS) != (petition.kind == NAMELESS)
    is_secret = {first.secrecy, petition.secrecy} != {NOT_SECRET}
    if first.id == petition.id or is_of_other_kind or is_secret:
        raise NoDuplicateError(petition.code, code)
    return first


def _link(tx: Transaction, petition_id: int, first: Petition) -> None:
    """Link the petition, and those that were duplicates of it, to the first of them."""
    _set(tx, first.id, or_(Petition.id == petition_id, Petition.duplicate_of_id == petition_id))


def _unlink(tx: Transaction, petition_id: int) -> None:
    _set(tx, None, Petition.id == petition_id)


def _set(tx: Transaction, first_id: int | None, condition: object) -> None:
    tx.execute(
        update(Petition)
        .where(condition)  # type: ignore[arg-type]
        .values(duplicate_of_id=first_id)
        .execution_options(synchronize_session=False)
    )
