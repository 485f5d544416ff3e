"""Sets how many working days ahead a unit wants to be reminded."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import ReminderDaysRefusedError
from cases.models.unit_setting import UnitSetting
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.reminders import read_reminders
from cases.upsert import upsert_rows
from config.settings import LONGEST_REMINDER


def set_reminder_days(
    tx: Transaction, office: Office, actor: Actor, *, unit_id: int, days: int | None
) -> None:
    """Remember the number for the unit, and in the journal what it was before.

    Raises:
        NotAllowedError: The person is not the head of the unit.
        ReminderDaysRefusedError: Not a number from 1 to the longest reminder.
    """
    require(Permission.UNIT_SETTINGS_CHANGE, actor, Target(unit_id=unit_id))
    if days is None or not 1 <= days <= LONGEST_REMINDER:
        raise ReminderDaysRefusedError(LONGEST_REMINDER)
    before = read_reminders(tx, office).days(unit_id)
    row = {
        "unit_id": unit_id,
        "reminder_days": days,
        "changed_by_id": actor.account_id,
        "changed_at": office.clock.now(),
    }
    upsert_rows(tx, UnitSetting, [row], key=("unit_id",))
    journal.write(
        tx,
        office,
        actor,
        "set_reminder_days",
        subject=("unit", unit_id),
        detail={"before": before, "after": days},
    )
