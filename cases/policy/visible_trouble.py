"""The SQL twins of TROUBLE_READ and TROUBLE_HANDLE, for lists."""

from sqlalchemy import ColumnElement, or_, true

from cases.actor import Actor
from cases.models.trouble_report import TroubleReport
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units


def handled_reports(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``trouble_report`` under which TROUBLE_HANDLE is given."""
    if may_in_the_city(Permission.TROUBLE_HANDLE, actor):
        return true()
    return TroubleReport.unit_id.in_(permitted_units(Permission.TROUBLE_HANDLE, actor))


def visible_reports(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``trouble_report`` under which TROUBLE_READ is given."""
    return or_(handled_reports(actor), TroubleReport.reported_by_id == actor.account_id)
