"""Tài khoản: who may use the system as what, on which paper (Điều 8 Quy chế)."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.account_answers import account_of, paper_of, period_of, refusal_at
from app.made_forms import filled_made, read_made, refused_made
from app.office_context import actor, office, reading, writing
from app.rendering import journal_sentences
from app.rendering.account_links import STATE_TITLES, STATES, AccountLinks
from app.typed_forms import Choices, limits
from cases.accounts import account_forms as asked
from cases.accounts.refusals import AccountRefusedError
from cases.actions.create_account import create_account
from cases.actions.end_role import end_role
from cases.actions.give_role import give_role
from cases.actions.rename_account import rename_account
from cases.actions.reset_password import reset_password
from cases.actions.unlock_account import unlock_account
from cases.errors import SubmissionRefusedError
from cases.passwords import hash_password, made_up_password
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.account_list import account_list
from cases.queries.account_page import account_page, role_end
from cases.queries.unit_choice import open_units
from forms.fields import Form
from forms.submission import FieldError
from reports.asked import to_asked

bp = Blueprint("accounts", __name__, url_prefix="/quan-tri/tai-khoan")

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@bp.get("")
def show_all() -> str:
    """Show the accounts, by name."""
    links = AccountLinks(request.args, office().roles)
    with reading() as tx:
        page = account_list(tx, office(), actor(), links.filters)
    return render_template(
        "accounts/list.html",
        page=page,
        links=links,
        states=STATES,
        titles=STATE_TITLES,
        asked=to_asked(links.filters),
    )


@bp.get("/moi")
def ask_new() -> str:
    """Ask what the written request for an account says."""
    return _new_page(())


@bp.post("/moi")
def create() -> ResponseReturnValue:
    """Create an account."""
    form = _create_form()
    submission = read_made(form, limits(), _units())
    if submission.errors:
        return _new_page(submission.errors), UNPROCESSABLE
    password = made_up_password() if submission.values[asked.PASSWORD] else None
    hashed = hash_password(password) if password else None
    try:
        with writing() as tx:
            account_id = create_account(
                tx, office(), actor(), password_hash=hashed, **account_of(submission)
            )
    except AccountRefusedError as error:
        return _new_page([refusal_at(form, error)]), UNPROCESSABLE
    if password:
        return _password_page(account_id, password, is_new=True)
    flash("Đã tạo tài khoản")
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@bp.get("/<int:account_id>")
def show(account_id: int) -> str:
    """Show one account."""
    return _account_page(account_id)


@bp.post("/<int:account_id>/ho-ten")
def rename(account_id: int) -> ResponseReturnValue:
    """Change the name."""
    _only_for_administrators()
    form = asked.rename_form()
    submission = read_made(form, limits(), {})
    if submission.errors:
        return _account_page(account_id, form, submission.errors), UNPROCESSABLE
    name = str(submission.values[asked.FULL_NAME])
    with writing() as tx:
        rename_account(tx, office(), actor(), account_id=account_id, full_name=name)
    return _back(account_id, "Đã đổi họ tên")


@bp.post("/<int:account_id>/vai-tro")
def add_role(account_id: int) -> ResponseReturnValue:
    """Give another role."""
    _only_for_administrators()
    form = asked.role_form(office().roles)
    submission = read_made(form, limits(), _units())
    errors = submission.errors
    try:
        if not errors:
            with writing() as tx:
                give_role(
                    tx,
                    office(),
                    actor(),
                    account_id=account_id,
                    unit_code=str(submission.values[asked.UNIT]),
                    role=str(submission.values[asked.ROLE]),
                    paper=paper_of(submission, asked.ROLE_NUMBER, asked.ROLE_ISSUED_ON),
                    **period_of(submission),  # type: ignore[arg-type] # the first day is asked for
                )
    except SubmissionRefusedError as refused:
        errors = refused.errors
    if errors:
        return _account_page(account_id, form, errors), UNPROCESSABLE
    return _back(account_id, "Đã giao vai trò")


@bp.post("/<int:account_id>/mat-khau")
def renew_password(account_id: int) -> ResponseReturnValue:
    """Make up a password, shown once."""
    return _password_page(account_id, reset_password(office(), actor(), account_id=account_id))


@bp.post("/<int:account_id>/mo-khoa")
def unlock(account_id: int) -> ResponseReturnValue:
    """Take the lock off."""
    _only_for_administrators()
    form = asked.unlock_form()
    submission = read_made(form, limits(), {})
    if submission.errors:
        return _account_page(account_id, form, submission.errors), UNPROCESSABLE
    paper = paper_of(submission, asked.UNLOCK_NUMBER, asked.UNLOCK_ISSUED_ON)
    with writing() as tx:
        unlock_account(tx, office(), actor(), account_id=account_id, paper=paper)
    return _back(account_id, "Đã mở khóa tài khoản")


@bp.get("/vai-tro/<int:assignment_id>")
def ask_end(assignment_id: int) -> str:
    """Show what ending a role leaves behind."""
    return _end_page(assignment_id, ())


@bp.post("/vai-tro/<int:assignment_id>")
def end(assignment_id: int) -> ResponseReturnValue:
    """End a role."""
    _only_for_administrators()
    submission = read_made(asked.end_form(), limits(), {})
    if submission.errors:
        return _end_page(assignment_id, submission.errors), UNPROCESSABLE
    try:
        with writing() as tx:
            done = end_role(
                tx,
                office(),
                actor(),
                assignment_id=assignment_id,
                ends_from=submission.values[asked.ENDS_FROM],  # type: ignore[arg-type] # a date
                paper=paper_of(submission, asked.END_NUMBER, asked.END_ISSUED_ON),
            )
    except SubmissionRefusedError as refused:
        return _end_page(assignment_id, refused.errors), UNPROCESSABLE
    said = ["Đã ghi ngày thôi giữ vai trò"]
    said += [f"{done.freed} bước đã trả về cho người cùng vai trò"] if done.freed else []
    said += [f"{done.named} bước còn mang tên, chờ thay người"] if done.named else []
    return _back(done.account_id, "; ".join(said))


def _back(account_id: int, said: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("accounts.show", account_id=account_id), 303)


def _units() -> Choices:
    with reading() as tx:
        return {asked.UNIT: open_units(tx, office())}


def _only_for_administrators() -> None:
    """Refuse before anything is said about what was typed."""
    require(Permission.ACCOUNTS_MANAGE, actor(), Target())


def _create_form() -> Form:
    _only_for_administrators()
    return asked.create_form(office().roles, office().settings.email_domain)


def _new_page(errors: Sequence[FieldError]) -> str:
    form, units = _create_form(), _units()
    known: dict[str, object] = {asked.VALID_FROM: office().today()}
    if office().directory:
        known[asked.PASSWORD] = False  # a password here would take the place of that of the mail
    shown = refused_made(form, errors, units) if errors else filled_made(form, known, units)
    return render_template("accounts/new.html", form=shown, errors=errors)


def _account_page(
    account_id: int, refused: Form | None = None, errors: Sequence[FieldError] = ()
) -> str:
    with reading() as tx:
        page = account_page(tx, office(), actor(), account_id=account_id)
    made = (asked.rename_form(), asked.role_form(office().roles), asked.unlock_form())
    known = {asked.FULL_NAME: page.name, asked.VALID_FROM: office().today()}
    units = _units() if page.may_manage else {}
    forms = {
        form.code: refused_made(form, errors, units)
        if refused is not None and refused.code == form.code
        else filled_made(form, known, units)
        for form in made
    }
    return render_template(
        "accounts/show.html",
        page=page,
        forms=forms,
        errors=errors,
        purpose=refused.title if refused else "",
        titles=STATE_TITLES,
        told=journal_sentences,
    )


def _end_page(assignment_id: int, errors: Sequence[FieldError]) -> str:
    with reading() as tx:
        end = role_end(tx, office(), actor(), assignment_id=assignment_id)
    form = asked.end_form()
    known = {asked.ENDS_FROM: office().today()}
    shown = refused_made(form, errors, {}) if errors else filled_made(form, known, {})
    return render_template("accounts/end.html", end=end, form=shown, errors=errors)


def _password_page(account_id: int, password: str, *, is_new: bool = False) -> str:
    with reading() as tx:
        page = account_page(tx, office(), actor(), account_id=account_id)
    return render_template("accounts/password.html", page=page, password=password, is_new=is_new)
