"""Hạn trong tháng: the calendar of a unit."""

from flask import Blueprint, render_template, request

from app.office_context import actor, office, reading
from app.rendering.due_links import due_list_address, month_address, read_month
from cases.queries.month import month_page
from reports.asked import to_asked
from reports.lists.month import MonthFilter

bp = Blueprint("month", __name__)


@bp.get("/han-trong-thang")
def show() -> str:
    """Show how much is due on each day of a month."""
    unit_id = request.args.get("don-vi", type=int)
    with reading() as tx:
        page = month_page(tx, office(), actor(), month=read_month(request.args), unit_id=unit_id)
    return render_template(
        "month/show.html",
        page=page,
        asked=to_asked(MonthFilter(page.first, page.unit.unit_id)),
        address=due_list_address,
        month_address=month_address,
    )
