"""Hồ sơ: one case, its picture, its deadlines, its files."""

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading
from app.rendering.pictures import is_wide
from app.viewed_records import note_look_up, note_view
from cases.queries.amendments import amendments_of
from cases.queries.assignment_history import assignment_history
from cases.queries.case_page import case_page
from cases.queries.enforcement import enforcements_of_case
from cases.queries.evidence_demands import evidence_demands
from cases.queries.files import file_content
from cases.queries.looked_up import looked_up_record
from cases.queries.notes import case_notes
from cases.queries.petition_duplicates import petition_duplicates
from cases.queries.related_cases import related_records
from cases.queries.secrecy_page import secrecy_changes
from cases.queries.transfers import transfers_of
from cases.steps.decision_to_enforce import decision_to_enforce

bp = Blueprint("cases", __name__)


@bp.get("/ho-so/<code>")
def show(code: str) -> str:
    """Show a case; to who may only look it up, what there is to know of it."""
    with reading() as tx:
        looked_up = looked_up_record(tx, office(), actor(), code=code)
    if looked_up is not None:
        note_look_up(looked_up.subject)
        return render_template("cases/looked_up.html", record=looked_up, row=looked_up.row)
    with reading() as tx:
        case = case_page(tx, office(), actor(), code=code)
        of_case = case.subject_kind == "case"
        enforcements = enforcements_of_case(tx, case.id) if of_case else ()
        demands = evidence_demands(tx, case.id) if of_case else ()
        to_enforce = decision_to_enforce(tx, case.id) if of_case else None
        amendments = amendments_of(tx, office(), actor(), code=code)
        notes = case_notes(tx, office(), actor(), code=code)
        related = related_records(tx, actor(), subject=(case.subject_kind, case.id))
        same = None if of_case else petition_duplicates(tx, office(), actor(), code=code)
        transfers = () if of_case else transfers_of(tx, case.id)
        assignments = assignment_history(tx, office(), actor(), code=code)
        levels = secrecy_changes(tx, actor(), (case.subject_kind, case.id))
    note_view(case)
    return render_template(
        "cases/show.html",
        case=case,
        enforcements=enforcements,
        demands=demands,
        to_enforce=to_enforce,
        amendments=amendments,
        notes=notes,
        related=related,
        same=same,
        assignments=assignments,
        transfers=transfers,
        secrecy_changes=levels,
    )


@bp.get("/ho-so/<code>/so-do")
def picture(code: str) -> str:
    """Show the whole diagram with the place of the case on it."""
    with reading() as tx:
        case = case_page(tx, office(), actor(), code=code)
    note_view(case)
    return render_template("cases/picture.html", case=case, is_wide=is_wide(case.picture))


@bp.get("/ho-so/<code>/thoi-han")
def deadlines(code: str) -> str:
    """Explain every deadline of the case, or the one asked for, to be printed."""
    chosen = request.args.get("han", type=int)
    with reading() as tx:
        case = case_page(tx, office(), actor(), code=code)
    note_view(case)
    alone = [one for one in case.deadlines if one.id == chosen]
    return render_template("cases/deadlines.html", case=case, alone=alone)


@bp.get("/tep/<int:file_id>")
def download(file_id: int) -> ResponseReturnValue:
    """Hand out a kept file."""
    with reading() as tx:
        file = file_content(tx, office(), actor(), file_id=file_id)
    response = send_file(file.path, mimetype=file.media_type, download_name=file.name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response
