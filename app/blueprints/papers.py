"""Bổ sung tệp: documents that come later, and scans of those that have none yet."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.security import UPLOAD_LIMIT, is_small_post, limiter, uploader
from app.typed_forms import limits
from cases.actions.add_papers import add_papers
from cases.actions.add_scan import add_scan
from cases.queries.papers import PaperPage, paper_page
from cases.steps.added_papers import paper_form, scan_form
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("papers", __name__, url_prefix="/ho-so/<code>/tai-lieu")


@bp.get("/them")
def show(code: str) -> str:
    """Show the form of a further document."""
    page = _page(code)
    return _render(page, paper_form(office(), page.kind), ())


@bp.post("/them")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def add(code: str) -> ResponseReturnValue:
    """Add the document with its files."""
    page = _page(code)
    form = paper_form(office(), page.kind)
    submission = read_made(form, limits(), {})
    wrong = (*submission.errors, *submission.warnings)
    if wrong:
        return _render(page, form, wrong), 422
    with writing() as tx:
        count = add_papers(tx, office(), actor(), code=code, submission=submission)
    flash(f"Đã bổ sung {count} tài liệu vào hồ sơ")
    return redirect(url_for("cases.show", code=code), 303)


@bp.get("/<int:document_id>/tep")
def show_scan(code: str, document_id: int) -> str:
    """Show the form of a scan."""
    page = _page(code, document_id)
    return _render(page, scan_form(page.kind), ())


@bp.post("/<int:document_id>/tep")
@limiter.limit(UPLOAD_LIMIT, key_func=uploader, exempt_when=is_small_post)
def scan(code: str, document_id: int) -> ResponseReturnValue:
    """Give the document its file."""
    page = _page(code, document_id)
    form = scan_form(page.kind)
    submission = read_made(form, limits(), {})
    wrong = (*submission.errors, *submission.warnings)
    if wrong:
        return _render(page, form, wrong), 422
    with writing() as tx:
        add_scan(tx, office(), actor(), code=code, document_id=document_id, submission=submission)
    flash("Đã thêm bản quét vào tài liệu")
    return redirect(url_for("cases.show", code=code), 303)


def _page(code: str, document_id: int | None = None) -> PaperPage:
    with reading() as tx:
        return paper_page(tx, office(), actor(), code=code, document_id=document_id)


def _render(page: PaperPage, asked: Form, errors: Sequence[FieldError]) -> str:
    form = refused_made(asked, errors, {}) if errors else filled_made(asked, {}, {})
    return render_template("papers/show.html", page=page, form=form, errors=errors)
