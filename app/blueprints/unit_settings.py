"""Thiết lập của đơn vị: what the head of a unit decides for it."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from cases.actions.set_reminder_days import set_reminder_days
from cases.errors import ReminderDaysRefusedError
from cases.policy.permissions import Permission
from cases.queries.unit_choice import choose_unit
from cases.reminders import read_reminders
from config.settings import LONGEST_REMINDER

bp = Blueprint("unit_settings", __name__)


@bp.get("/don-vi/thiet-lap")
def show() -> str:
    """Show what is set for a unit."""
    return _page(request.args.get("don-vi", type=int))


@bp.post("/don-vi/thiet-lap/<int:unit_id>")
def save(unit_id: int) -> ResponseReturnValue:
    """Change it."""
    typed = request.form.get("reminder_days", "")
    try:
        with writing() as tx:
            days = int(typed) if typed.isascii() and typed.isdigit() else None
            set_reminder_days(tx, office(), actor(), unit_id=unit_id, days=days)
    except ReminderDaysRefusedError as refused:
        return _page(unit_id, typed=typed, refused=refused), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Đã đặt: nhắc trước {days} ngày làm việc")
    return redirect(url_for("unit_settings.show", **{"don-vi": unit_id}), 303)  # type: ignore[arg-type] # names of the query


def _page(
    wanted: int | None, *, typed: str = "", refused: ReminderDaysRefusedError | None = None
) -> str:
    with reading() as tx:
        unit = choose_unit(tx, office(), actor(), Permission.UNIT_SETTINGS_CHANGE, wanted)
        reminders = read_reminders(tx, office())
    return render_template(
        "unit_settings/show.html",
        unit=unit,
        days=typed or reminders.days(unit.unit_id),
        usual=reminders.usual,
        longest=LONGEST_REMINDER,
        refused=refused,
    )
