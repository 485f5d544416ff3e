"""The figures in the left rail."""

from dataclasses import dataclass

from sqlalchemy import func, literal, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere, permitted_units
from cases.policy.predicates import Target
from cases.policy.visible_cases import workable_items
from cases.queries.assignment_page import unassigned_count
from cases.queries.intake import may_register
from cases.queries.transfers import waiting_count
from cases.queries.trouble_list import open_reports


@dataclass(frozen=True, slots=True)
class Rail:
    """Counts and entries of the rail.

    Attributes:
        may_oversee: "Hôm nay" is there, and the person starts with it.
        may_see_month: "Hạn trong tháng" is there.
        may_set_unit: The person may change the settings of a unit.
        may_edit_calendar: "Lịch làm việc" is there.
        may_read_journal: "Nhật ký" is there.
        may_read_accounts: "Tài khoản" is there.
        may_hand_over: "Bàn giao" is there.
        may_see_overrides: "Ngoại lệ" is there.
        may_see_support: "Hỗ trợ" is there: the person visits, or reads of visits.
        unassigned: Steps that nobody has in the units whose work the person gives out; ``None``
            for those who give out none.
        trouble: Open trouble reports that the person sees to; ``None`` for who sees to none.
        passed_on: Petitions passed on to the person's units that wait for an answer.
    """

    doable: int
    may_register: bool
    may_oversee: bool
    may_see_month: bool
    may_set_unit: bool
    may_edit_calendar: bool
    may_read_journal: bool
    may_read_accounts: bool
    may_hand_over: bool
    may_see_overrides: bool
    may_see_support: bool
    unassigned: int | None
    passed_on: int
    trouble: int | None


def rail(tx: Transaction, office: Office, actor: Actor) -> Rail:
    """Return what the rail shows to the person."""
    led = permitted_units(Permission.ITEM_ASSIGN, actor)
    handles = may_somewhere(Permission.TROUBLE_HANDLE, actor)
    doable = select(func.count()).select_from(WorkItem).where(workable_items(actor))
    trouble = open_reports(actor) if handles else literal(0)
    count = tx.execute(
        select(doable.scalar_subquery().label("doable"), trouble.label("trouble"))
    ).one()
    registers = may_register(tx, office, actor)
    return Rail(
        doable=count.doable,
        may_register=registers,
        may_oversee=may_somewhere(Permission.UNIT_OVERSEE, actor),
        may_see_month=may_somewhere(Permission.UNIT_PENDING_READ, actor),
        may_set_unit=may_somewhere(Permission.UNIT_SETTINGS_CHANGE, actor),
        may_edit_calendar=allows(Permission.CALENDAR_EDIT, actor, Target()),
        may_read_journal=allows(Permission.JOURNAL_READ, actor, Target()),
        may_read_accounts=may_somewhere(Permission.ACCOUNTS_READ, actor),
        may_hand_over=may_somewhere(Permission.HANDOVER_GIVE, actor),
        may_see_overrides=may_somewhere(Permission.OVERRIDES_READ, actor),
        may_see_support=may_somewhere(Permission.SUPPORT_VISIT, actor)
        or may_somewhere(Permission.SUPPORT_VISITS_READ, actor),
        unassigned=unassigned_count(tx, actor) if led else None,
        passed_on=waiting_count(tx, actor) if registers else 0,
        trouble=count.trouble if handles else None,
    )
