"""Sáp nhập, giải thể: who takes over, what would follow, and then doing it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.made_forms import filled_made, read_asked, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.rendering.dates import count
from app.typed_forms import limits
from cases.accounts.paper import Paper
from cases.actions.merge_unit import merge_unit
from cases.database import Transaction
from cases.errors import PreviewOutdatedError, SubmissionRefusedError
from cases.queries.merge_page import MergePage, merge_page
from cases.units.merge_plan import MergePlan, merge_plan
from cases.units.refusals import MergeRefusedError
from cases.units.unit_forms import FROM_DAY, INTO, ISSUED_ON, MERGE_FORM, MERGE_PAPER_FORM, NUMBER
from forms.submission import FieldError, Submission

if TYPE_CHECKING:
    from datetime import date

bp = Blueprint("unit_mergers", __name__, url_prefix="/quan-tri/don-vi/<code>/sap-nhap")

CONFIRM = "_confirmed"
NOT_CONFIRMED = "Đánh dấu vào ô xác nhận: việc chuyển và tài khoản khóa ngay"
SEND = "gui-"
"""Name of the choice where a matter goes, before its code."""
SHOW = "xem"
"""Says that the question was answered."""
OUTDATED = "Có thay đổi sau lúc bạn xem trước. Chưa ghi gì: xem lại rồi mới sáp nhập."
REFUSED = "Chưa sáp nhập được vì điều cản trở ghi dưới đây. Chưa ghi gì."


@bp.get("")
def show(code: str) -> ResponseReturnValue:
    """Ask who takes over; once that is answered, show what would follow."""
    page, errors = _asked(code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return _render(page, errors), status


@bp.post("")
def merge(code: str) -> ResponseReturnValue:
    """Merge the unit as it was shown."""
    page, errors = _asked(code)
    if errors or page.preview is None:
        return _render(page, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    paper = read_made(MERGE_PAPER_FORM, limits(), {})
    wrong = list(paper.errors)
    if request.form.get(CONFIRM) != "yes":
        wrong.append(FieldError(CONFIRM, "Xác nhận", NOT_CONFIRMED))
    if wrong:
        return _render(page, (), wrong), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing() as tx:
            done = merge_unit(
                tx,
                office(),
                actor(),
                plan=_plan(tx, code, _question(page), sends=True),
                paper=Paper(str(paper.values[NUMBER]), cast("date", paper.values[ISSUED_ON])),
                seen=request.form.get("_seen", ""),
            )
    except (PreviewOutdatedError, MergeRefusedError) as refused:
        is_outdated = isinstance(refused, PreviewOutdatedError)
        page, _ = _asked(code)
        said = OUTDATED if is_outdated else REFUSED
        return _render(page, (), warning=said), HTTPStatus.CONFLICT
    steps = sum(number for _, number in done.steps)
    flash(
        f"Đã sáp nhập: {count(steps)} việc đã chuyển, {count(len(done.locked))} tài khoản đã khóa"
    )
    return redirect(url_for("units.show_unit", code=code), 303)


def _asked(code: str) -> tuple[MergePage, Sequence[FieldError]]:
    """Return the page, with the preview where the address asks for one that can be."""
    with reading() as tx:
        page = merge_page(tx, office(), actor(), code=code, plan=None)
        if SHOW not in request.args:
            return page, ()
        question = _question(page)
        if question.errors:
            return page, question.errors
        try:
            plan = _plan(tx, code, question)
        except SubmissionRefusedError as refused:
            return page, refused.errors
        return merge_page(tx, office(), actor(), code=code, plan=plan), ()


def _question(page: MergePage) -> Submission:
    return read_asked(MERGE_FORM, limits(), page.choices)


def _plan(tx: Transaction, code: str, question: Submission, *, sends: bool = False) -> MergePlan:
    chosen = {
        name.removeprefix(SEND): target
        for name, target in request.form.items()
        if sends and name.startswith(SEND)
    }
    return merge_plan(
        tx,
        office(),
        code=code,
        into=str(question.values.get(INTO) or ""),
        from_day=cast("date", question.values[FROM_DAY]),
        sends=chosen,
    )


def _render(
    page: MergePage,
    errors: Sequence[FieldError],
    wrong: Sequence[FieldError] = (),
    *,
    warning: str = "",
) -> str:
    question = (
        refused_made(MERGE_FORM, errors, page.choices, is_asked=True)
        if errors
        else filled_made(MERGE_FORM, page.values, page.choices)
    )
    own = [one for one in wrong if one.key != CONFIRM]
    paper = (
        refused_made(MERGE_PAPER_FORM, own, {}) if wrong else filled_made(MERGE_PAPER_FORM, {}, {})
    )
    return render_template(
        "units/merge.html",
        page=page,
        question=question,
        paper=paper,
        errors=[*errors, *wrong],
        warning=warning,
        send=SEND,
        chosen=request.form,
        here=f"{url_for('unit_mergers.merge', code=page.code)}?{urlencode(request.args)}",
    )
