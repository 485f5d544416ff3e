"""Phiếu hồ sơ: a case or a petition on one or two sheets of paper."""

from flask import Blueprint, render_template

from app.office_context import actor, office, reading
from app.viewed_records import note_view
from cases.queries.case_page import case_page
from cases.queries.enforcement import enforcements_of_case
from cases.queries.notes import case_notes

bp = Blueprint("case_sheets", __name__)


@bp.get("/ho-so/<code>/phieu")
def show(code: str) -> str:
    """Show the sheet as it will be printed."""
    with reading() as tx:
        case = case_page(tx, office(), actor(), code=code)
        notes = case_notes(tx, office(), actor(), code=code)
        of_case = case.subject_kind == "case"
        enforcements = enforcements_of_case(tx, case.id) if of_case else ()
    note_view(case)
    return render_template(
        "cases/sheet.html", case=case, notes=notes.notes, enforcements=enforcements
    )
