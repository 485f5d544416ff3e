"""Danh bạ thư công vụ: the people of a unit here and in the directory, and what differs."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.account_answers import day_of, paper_of, period_of, refusal_at
from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading
from app.typed_forms import limits
from cases.accounts import account_forms as asked
from cases.accounts.refusals import AccountRefusedError
from cases.actions.import_people import import_people
from cases.actions.set_directory_branch import set_directory_branch
from cases.directory_import.asked import NewAccounts, Wanted, newcomers_form
from cases.directory_import.preview import ask, branches_of
from cases.errors import PreviewOutdatedError
from cases.queries.directory_page import directory_unit, directory_units, unit_people
from forms.fields import Form
from forms.submission import FieldError, Submission

bp = Blueprint("directory", __name__, url_prefix="/quan-tri/thu-muc")

CHOSEN, RENAMED, CONFIRMED, MARK = "nguoi-moi", "doi-ten", "cung-nguoi", "_seen"
SHOWN = "khac-nhau"
NOTHING = FieldError(SHOWN, "Lựa chọn", "Chọn ít nhất một người ở các danh sách bên dưới")
OUTDATED = FieldError(
    SHOWN,
    "Lựa chọn",
    "Danh bạ hoặc tài khoản vừa thay đổi: xem lại các danh sách bên dưới, chọn lại rồi thực hiện",
)


@bp.get("")
def show() -> str:
    """Show which branch of the directory each unit has."""
    text = request.args.get("tim", "")[:100]
    with reading() as tx:
        units = directory_units(tx, office(), actor(), text=text)
    return render_template("directory/list.html", units=units, text=text)


@bp.get("/<code>")
def show_unit(code: str) -> str:
    """Show what differs between the people of a unit here and in the directory."""
    return _unit_page(code)


@bp.get("/<code>/nhanh")
def ask_branch(code: str) -> str:
    """Ask in which branch the people of a unit are."""
    with reading() as tx:
        unit = directory_unit(tx, actor(), code=code)
    return render_template("directory/branch.html", unit=unit, branches=branches_of(office()))


@bp.post("/<code>/nhanh")
def choose_branch(code: str) -> ResponseReturnValue:
    """Choose the branch of a unit."""
    branch = request.form.get("branch", "")
    set_directory_branch(office(), actor(), code=code, branch=branch)
    flash("Đã ghi nhánh danh bạ" if branch else "Đã bỏ nhánh danh bạ")
    return redirect(url_for("directory.show_unit", code=code), 303)


@bp.post("/<code>")
def bring_in_line(code: str) -> ResponseReturnValue:
    """Create, rename and confirm whoever was chosen."""
    form = _form()
    chosen = request.form.getlist(CHOSEN)
    submission = read_made(form, limits(), {}) if chosen else Submission({}, ())
    wanted = Wanted(
        mark=request.form.get(MARK, ""),
        created=_new_accounts(chosen, submission) if chosen and not submission.errors else None,
        renamed=_numbers(RENAMED),
        confirmed=_numbers(CONFIRMED),
    )
    errors = submission.errors
    if not (chosen or wanted.renamed or wanted.confirmed):
        errors = (NOTHING,)
    if errors:
        return _unit_page(code, form, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        count = import_people(office(), actor(), code=code, wanted=wanted)
    except PreviewOutdatedError:
        return _unit_page(code, form, [OUTDATED]), HTTPStatus.CONFLICT
    except AccountRefusedError as error:
        return _unit_page(code, form, [refusal_at(form, error)]), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"Đã cập nhật {count} tài khoản theo danh bạ")
    return redirect(url_for("directory.show_unit", code=code), 303)


def _form() -> Form:
    return newcomers_form(office().roles, office().settings.email_domain)


def _new_accounts(emails: Sequence[str], submission: Submission) -> NewAccounts:
    period = period_of(submission)
    return NewAccounts(
        emails=tuple(emails),
        roles=tuple(cast("tuple[str, ...]", submission.values[asked.ROLES])),
        valid_from=day_of(submission, asked.VALID_FROM),
        valid_to=period["valid_to"],
        request=paper_of(submission, asked.NUMBER, asked.ISSUED_ON),
        body=str(submission.values[asked.BODY]),
    )


def _numbers(name: str) -> frozenset[int]:
    return frozenset(request.form.getlist(name, type=int))


def _unit_page(code: str, form: Form | None = None, errors: Sequence[FieldError] = ()) -> str:
    with reading() as tx:
        unit = directory_unit(tx, actor(), code=code)
    answer = ask(office(), code) if unit.branch and office().directory else None
    with reading() as tx:
        page = unit_people(tx, office(), actor(), code=code, asked=answer)
    known = {asked.VALID_FROM: office().today(), asked.BODY: page.unit.name}
    shown = refused_made(form, errors, {}) if form else filled_made(_form(), known, {})
    return render_template(
        "directory/unit.html",
        page=page,
        form=shown,
        errors=errors,
        chosen=frozenset(request.form.getlist(CHOSEN)),
        renamed=_numbers(RENAMED) if errors else None,
        confirmed=_numbers(CONFIRMED),
    )
