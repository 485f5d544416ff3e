"""Ngoại lệ: the head lets one person do two steps that are kept apart; the list of that."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.typed_forms import limits
from cases.actions.override_separation import override_separation
from cases.assigning.asked import REASON
from cases.errors import SecretRecordError, SubmissionRefusedError
from cases.queries.separation import OverridePage, override_list, override_page
from cases.separation.asked import PERSON, override_form
from forms.fields import Form
from forms.submission import FieldError

bp = Blueprint("separation", __name__)


@bp.get("/ngoai-le")
def show_all() -> str:
    """List the exceptions."""
    with reading() as tx:
        page = override_list(tx, office(), actor(), page=request.args.get("trang", 1, type=int))
    return render_template("separation/list.html", page=page)


@bp.get("/phan-cong/viec/<int:item_id>/ngoai-le")
def ask(item_id: int) -> str:
    """Show who could do the step, and where nobody could, ask for reason and paper."""
    return _render(_page(item_id), ())


@bp.post("/phan-cong/viec/<int:item_id>/ngoai-le")
def override(item_id: int) -> ResponseReturnValue:
    """Let somebody do it."""
    page = _page(item_id)
    if page.is_secret and request.form.get(REASON):
        raise SecretRecordError
    submission = read_made(_form(page), limits(), _choices(page))
    try:
        with writing() as tx:
            name = override_separation(
                tx, office(), actor(), item_id=item_id, submission=submission
            )
    except SubmissionRefusedError as refused:
        return _render(page, refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"{name} làm được bước {page.name} của hồ sơ này")
    return redirect(url_for("cases.show", code=page.code), 303)


def _page(item_id: int) -> OverridePage:
    with reading() as tx:
        return override_page(tx, office(), actor(), item_id=item_id)


def _form(page: OverridePage) -> Form:
    return override_form(of_several=len(page.holders.apart) > 1, is_secret=page.is_secret)


def _choices(page: OverridePage) -> dict[str, tuple[tuple[str, str], ...]]:
    return {PERSON: tuple((str(one), name) for one, name in page.holders.apart.items())}


def _render(page: OverridePage, errors: Sequence[FieldError]) -> str:
    asked, choices = _form(page), _choices(page)
    form = refused_made(asked, errors, choices) if errors else filled_made(asked, {}, choices)
    return render_template("separation/ask.html", page=page, form=form, errors=errors)
