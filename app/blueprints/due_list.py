"""Danh sách theo hạn: what stands behind a figure or a day."""

from dataclasses import replace

from flask import Blueprint, render_template, request

from app.office_context import actor, office, reading
from app.rendering.due_links import due_list_address, list_title, month_address, read_due_filter
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.queries.due_list import due_list
from reports.asked import to_asked

bp = Blueprint("due_list", __name__)


@bp.get("/den-han")
def show() -> str:
    """Show one list."""
    filters = read_due_filter(request.args)
    with reading() as tx:
        page = due_list(tx, office(), actor(), filters=filters)
    return render_template(
        "due_list/show.html",
        page=page,
        filters=filters,
        asked=to_asked(replace(filters, page=1)),
        title=list_title(filters, page),
        may_oversee=may_somewhere(Permission.UNIT_OVERSEE, actor()),
        address=due_list_address,
        month_address=month_address,
    )
