"""Hôm nay: what leaders look at once a day."""

from flask import Blueprint, render_template, request

from app.office_context import actor, office, reading
from app.rendering.due_links import due_list_address
from app.rendering.work_groups import soon_days_named
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.digests import todays_digest
from cases.queries.notes import my_directions
from cases.queries.today import today_page

bp = Blueprint("today", __name__)


@bp.get("/hom-nay")
def show() -> str:
    """Show what is late, due and unassigned in a unit or in the city."""
    with reading() as tx:
        page = today_page(tx, office(), actor(), unit_id=request.args.get("don-vi", type=int))
        digest = todays_digest(tx, office(), actor())
        directions = my_directions(tx, office(), actor())
    outlook = page.outlook
    soon_days = outlook.reminders.days(page.unit.unit_id)
    return render_template(
        "today/show.html",
        page=page,
        digest=digest,
        directions=directions,
        soon_days=soon_days,
        next_days=soon_days_named(outlook.today, outlook.calendar, soon_days),
        may_assign=allows(Permission.ITEM_ASSIGN, actor(), Target(unit_id=page.unit.unit_id)),
        address=due_list_address,
    )
