"""Lets a unit count a term as the table says again (thôi rút ngắn thời hạn)."""

from datetime import timedelta

from sqlalchemy import insert

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.journal.changes import changes_of_row
from cases.models.rule_revision import RuleRevision
from cases.models.term_setting import TermSetting
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def end_term_setting(tx: Transaction, office: Office, actor: Actor, *, setting_id: int) -> None:
    """End a setting with today; one that has yet to begin is taken back.

    Deadlines that were counted with it stay as they are.

    Raises:
        NotFoundError: No such setting, or it has ended.
        NotAllowedError: The person is not the head of its unit.
    """
    setting = tx.get(TermSetting, setting_id, with_for_update=True)
    if setting is None:
        raise NotFoundError
    require(Permission.TERM_TIGHTEN, actor, Target(unit_id=setting.unit_id))
    today = office.today()
    if setting.valid_to is not None and setting.valid_to < today + timedelta(days=1):
        raise NotFoundError
    before = {"valid_to": setting.valid_to}
    if setting.valid_from > today:
        tx.delete(setting)
    else:
        setting.valid_to = today
    tx.flush()
    tx.execute(insert(RuleRevision), [{"what": "term settings", "at": office.clock.now()}])
    journal.write(
        tx,
        office,
        actor,
        "end_term_setting",
        subject=("unit", setting.unit_id),
        detail={
            "row": setting.row_key,
            "amount": setting.amount,
            "fields": changes_of_row(TermSetting, before, {"valid_to": today}),
        },
    )
