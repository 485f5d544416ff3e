"""Makes a term stricter for a unit (rút ngắn thời hạn)."""

from datetime import date, timedelta
from typing import cast

from sqlalchemy import insert, select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import TermRow
from cases.deadlines.wording import amount_of
from cases.errors import NotFoundError, SubmissionRefusedError
from cases.journal.changes import changes_of_row
from cases.models.rule_revision import RuleRevision
from cases.models.term_setting import TermSetting
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row
from cases.term_settings import is_stricter
from cases.term_tightening import AMOUNT, DOCUMENT, TIGHTEN_FORM, VALID_FROM
from cases.turns import take_turn
from forms.submission import FieldError, Submission

ONE_DAY = timedelta(days=1)


def tighten_term(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    unit_id: int,
    row_key: str,
    submission: Submission,
) -> int:
    """Let deadlines of the unit that start from a day on count with a stricter amount.

    What was set before ends the day before. Deadlines that run already stay as they are.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: The head of the unit.
        unit_id: The unit.
        row_key: Row of a term table.
        submission: The answers to ``TIGHTEN_FORM``.

    Returns:
        The id of the setting.

    Raises:
        NotAllowedError: The person is not the head of the unit.
        NotFoundError: No such row.
        SubmissionRefusedError: The answers have errors, the row is the law's own and not local,
            the amount is not stricter, or the day lies in the past.
    """
    require(Permission.TERM_TIGHTEN, actor, Target(unit_id=unit_id))
    take_turn(tx, "term settings")
    if submission.errors:
        raise SubmissionRefusedError(submission.errors)
    amount = int(cast("int", submission.values[AMOUNT]))
    valid_from = cast("date", submission.values[VALID_FROM])
    document = str(submission.values[DOCUMENT])
    row = _row(tx, office, row_key, valid_from)
    _refuse_what_is_not_allowed(tx, office, row, unit_id, amount, valid_from)
    _end_the_former(tx, unit_id, row_key, valid_from)
    setting = {
        "unit_id": unit_id,
        "row_key": row_key,
        "amount": amount,
        "document": document,
        "valid_from": valid_from,
        "valid_to": None,
        "set_by_id": actor.account_id,
        "set_at": office.clock.now(),
    }
    setting_id = insert_row(tx, TermSetting, setting)
    tx.execute(insert(RuleRevision), [{"what": "term settings", "at": office.clock.now()}])
    journal.write(
        tx,
        office,
        actor,
        "tighten_term",
        subject=("unit", unit_id),
        detail={
            "row": row_key,
            "fields": changes_of_row(
                TermSetting,
                {"amount": row.amount},
                {"amount": amount, "valid_from": valid_from, "document": document},
            ),
        },
    )
    return setting_id


def _row(tx: Transaction, office: Office, row_key: str, on: date) -> TermRow:
    try:
        return office.terms(tx).row(row_key, on)
    except TermNotInForceError as error:
        raise NotFoundError from error


def _refuse_what_is_not_allowed(
    tx: Transaction, office: Office, row: TermRow, unit_id: int, amount: int, valid_from: date
) -> None:
    usual = amount_of(row.amount, row.unit)
    if row.key not in office.local_terms:
        problem = f"là {usual} theo {row.basis}: luật định, đơn vị không đặt lại được"
        raise _refused(AMOUNT, problem)
    if not is_stricter(row, amount):
        bound = "dài hơn" if row.is_backward else "ngắn hơn"
        raise _refused(AMOUNT, f"phải {bound} {usual} ({row.basis})")
    if valid_from < office.today():
        raise _refused(VALID_FROM, f"không sớm hơn hôm nay {office.today():%d/%m/%Y}")
    later = tx.scalar(
        select(TermSetting.valid_from).where(
            TermSetting.unit_id == unit_id,
            TermSetting.row_key == row.key,
            TermSetting.valid_to.is_(None),
            TermSetting.valid_from >= valid_from,
        )
    )
    if later is not None:
        raise _refused(VALID_FROM, f"phải sau {later:%d/%m/%Y}, ngày áp dụng của lần đặt trước")


def _end_the_former(tx: Transaction, unit_id: int, row_key: str, valid_from: date) -> None:
    tx.execute(
        update(TermSetting)
        .where(
            TermSetting.unit_id == unit_id,
            TermSetting.row_key == row_key,
            TermSetting.valid_to.is_(None),
        )
        .values(valid_to=valid_from - ONE_DAY)
        .execution_options(synchronize_session=False)
    )


def _refused(key: str, problem: str) -> SubmissionRefusedError:
    label = TIGHTEN_FORM.field(key).label
    return SubmissionRefusedError([FieldError(key, label, f"{label} {problem}")])
