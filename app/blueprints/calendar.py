"""Lịch làm việc: the days the office works, and what follows when they change."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.calendar_files import spreadsheet_of_moves
from app.calendar_forms import day_form, read_day, read_year, year_form
from app.office_context import actor, office, reading, writing
from app.rendering import calendar_words
from app.rendering.dates import count, full_date
from cases.actions.change_calendar_confirm import change_calendar_confirm
from cases.actions.change_calendar_days import change_calendar_days
from cases.actions.change_calendar_less import change_calendar_less
from cases.actions.change_calendar_preview import change_calendar_preview
from cases.actions.change_calendar_year import change_calendar_year
from cases.calendar_change.errors import (
    CalendarBusyError,
    CalendarMovedError,
    EmptyChangeError,
)
from cases.errors import SubmissionRefusedError
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.calendar_change import (
    PARTS,
    calendar_change,
    calendar_progress,
    moved_deadlines,
)
from cases.queries.calendar_year_page import calendar_year_page
from forms.submission import FieldError

bp = Blueprint("calendar", __name__, url_prefix="/quan-tri/lich-lam-viec")

REFUSALS: Mapping[type[Exception], str] = {
    CalendarMovedError: "Lịch hoặc thay đổi này đã khác lúc xem trước. Chưa ghi gì: "
    "xem trước lại rồi mới ghi.",
    CalendarBusyError: "Hệ thống đang tính lại thời hạn theo một thay đổi khác. "
    "Chưa ghi gì: chờ xong rồi xem trước lại.",
}


@bp.get("")
def show() -> str:
    """Show a year; the present one unless another is asked for."""
    return _year_page(request.args.get("nam", office().today().year, type=int))


@bp.post("/<int:year>/ngay")
def edit(year: int) -> ResponseReturnValue:
    """Put days into the person's draft."""
    try:
        with writing() as tx:
            days = change_calendar_days(tx, office(), actor(), submission=read_day())
    except SubmissionRefusedError as refused:
        return _year_page(year, day_refused=refused), HTTPStatus.UNPROCESSABLE_ENTITY
    named = full_date(days[0]) if len(days) == 1 else f"{count(len(days))} ngày"
    flash(f"Đã đưa {named} vào thay đổi đang soạn, lịch chưa đổi")
    return redirect(url_for("calendar.show", nam=days[0].year), 303)


@bp.post("/<int:year>/chot")
def confirm_year(year: int) -> ResponseReturnValue:
    """Put the confirmation of a year into the person's draft."""
    try:
        with writing() as tx:
            change_calendar_year(tx, office(), actor(), year=year, submission=read_year())
    except SubmissionRefusedError as refused:
        return _year_page(year, year_refused=refused), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Đã đưa việc chốt lịch năm {year} vào thay đổi đang soạn, lịch chưa đổi")
    return redirect(url_for("calendar.show", nam=year), 303)


@bp.post("/<int:year>/bo")
def leave_out(year: int) -> ResponseReturnValue:
    """Take a day, a year or everything out of the person's draft."""
    day = request.form.get("day", type=date.fromisoformat)
    announced = request.form.get("year", type=int)
    with writing() as tx:
        change_calendar_less(tx, office(), actor(), day=day, year=announced)
    flash("Đã bỏ cả thay đổi đang soạn" if not (day or announced) else "Đã bỏ khỏi thay đổi")
    return redirect(url_for("calendar.show", nam=year), 303)


@bp.post("/xem-truoc")
def preview() -> ResponseReturnValue:
    """Work out what the person's draft would do."""
    try:
        change_id = change_calendar_preview(office(), actor())
    except EmptyChangeError:
        flash("Chưa sửa ngày nào, không có gì để xem trước")
        return redirect(url_for("calendar.show"), 303)
    except CalendarBusyError as refused:
        return _refused_year_page(refused)
    return redirect(url_for("calendar.show_change", change_id=change_id), 303)


@bp.get("/thay-doi/<int:change_id>")
def show_change(change_id: int) -> str:
    """Show what a change would do, is doing or did."""
    return _change_page(change_id)


@bp.post("/thay-doi/<int:change_id>")
def confirm(change_id: int) -> ResponseReturnValue:
    """Put a change into force."""
    number = request.form.get("preview", 0, type=int)
    try:
        with writing() as tx:
            change_calendar_confirm(
                tx, office(), actor(), change_id=change_id, preview_number=number
            )
    except (CalendarMovedError, CalendarBusyError) as refused:
        return _change_page(change_id, refused=REFUSALS[type(refused)]), HTTPStatus.CONFLICT
    return redirect(url_for("calendar.show_change", change_id=change_id), 303)


@bp.get("/thay-doi/<int:change_id>/tien-do")
def progress(change_id: int) -> ResponseReturnValue:
    """Tell the page's script how far the worker is."""
    with reading() as tx:
        found = calendar_progress(tx, office(), actor(), change_id=change_id)
    return jsonify(status=found.status, looked=found.looked, total=found.total)


@bp.get("/thay-doi/<int:change_id>/danh-sach.xlsx")
def download(change_id: int) -> ResponseReturnValue:
    """Hand out the list of deadlines that move."""
    return spreadsheet_of_moves(change_id)


def _year_page(
    year: int,
    *,
    day_refused: SubmissionRefusedError | None = None,
    year_refused: SubmissionRefusedError | None = None,
    refused: str = "",
) -> str:
    with reading() as tx:
        page = calendar_year_page(tx, office(), actor(), year=year)
    chosen = request.args.get("ngay", type=date.fromisoformat)
    return render_template(
        "calendar/show.html",
        page=page,
        day_form=day_form(page, chosen, day_refused),
        year_form=year_form(year_refused),
        errors=_errors(day_refused or year_refused),
        is_about_year=year_refused is not None,
        refused=refused,
        consequence=calendar_words.consequence,
        extent=calendar_words.extent,
    )


def _errors(refused: SubmissionRefusedError | None) -> tuple[FieldError, ...]:
    return refused.errors if refused else ()


def _refused_year_page(error: Exception) -> ResponseReturnValue:
    text = _year_page(office().today().year, refused=REFUSALS[type(error)])
    return text, HTTPStatus.CONFLICT


def _change_page(change_id: int, *, refused: str = "") -> str:
    part = request.args.get("phan", "all")
    part = part if part in PARTS else "all"
    number = request.args.get("trang", 1, type=int)
    with reading() as tx:
        change = calendar_change(tx, office(), actor(), change_id=change_id)
        moved = moved_deadlines(tx, office(), actor(), change_id=change_id, part=part, page=number)
    return render_template(
        "calendar/change.html",
        change=change,
        moved=moved,
        part=part,
        parts=calendar_words.PARTS,
        refused=refused,
        may_read_cases=allows(Permission.CASE_READ, actor(), Target()),
        consequence=calendar_words.consequence,
        extent=calendar_words.extent,
    )
