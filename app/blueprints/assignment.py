"""Phân công: leaders see what nobody has yet and give it to somebody."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assignment_forms import WORDS_FORM, asked_items, paper_form, read_paper_form
from app.local_address import local_address
from app.made_forms import asked
from app.office_context import actor, office, reading, writing
from app.rendering import assignment_words
from app.rendering.assignment_links import TABS, AssignmentLinks
from cases.actions.assign_items import assign_items
from cases.actions.decline_hand_back import decline_hand_back
from cases.actions.recall_item import recall_item
from cases.assigning.asked import PERSON, REASON
from cases.assigning.refusals import AssignmentRefusedError, NotAssigned, Why
from cases.errors import NotFoundError, SubmissionRefusedError
from cases.policy.permissions import Permission
from cases.queries.assignment_item import assignment_item
from cases.queries.assignment_page import AssignmentPage, assignment_page
from cases.queries.officers import Officer
from forms.submission import FieldError

bp = Blueprint("assignment", __name__, url_prefix="/phan-cong")

NOTHING_TICKED = FieldError("viec", "Việc", "Đánh dấu ít nhất một việc trong danh sách")
GONE = "Bước này vừa kết thúc hoặc không còn ở đơn vị bạn"


@bp.get("")
def show() -> str:
    """Show what a unit has to do, and its people."""
    return _list_page()


@bp.post("")
def assign_many() -> ResponseReturnValue:
    """Give the ticked steps to the chosen person."""
    asked(WORDS_FORM)
    wanted = asked_items()
    if not wanted:
        return _list_page(errors=[NOTHING_TICKED]), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with writing() as tx:
            done = assign_items(
                tx,
                office(),
                actor(),
                wanted=wanted,
                account_id=request.form.get(PERSON, type=int),
                reason=request.form.get(REASON, ""),
            )
    except SubmissionRefusedError as refused:
        return _list_page(errors=refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    except AssignmentRefusedError as refused:
        return _list_page(stayed=refused.refused), HTTPStatus.CONFLICT
    said = assignment_words.assigned_line(len(done.codes), done.name)
    if done.refused:
        return _list_page(stayed=done.refused, said=said), HTTPStatus.CONFLICT
    flash(said)
    return redirect(AssignmentLinks(request.args).here, 303)


@bp.get("/viec/<int:item_id>")
def show_item(item_id: int) -> str:
    """Show one step with everybody who could get it."""
    return _item_page(item_id)


@bp.post("/viec/<int:item_id>/giao")
def assign(item_id: int) -> ResponseReturnValue:
    """Give one step to somebody, or to somebody else."""

    def act() -> str:
        with writing() as tx:
            done = assign_items(
                tx,
                office(),
                actor(),
                wanted={item_id: request.form.get("holder", type=int) or None},
                account_id=request.form.get(PERSON, type=int),
                reason=request.form.get(REASON, ""),
                paper=read_paper_form(),
            )
        return f"Đã giao {done.codes[0]} cho {done.name}"

    return _answer(item_id, act)


@bp.post("/viec/<int:item_id>/thu-hoi")
def recall(item_id: int) -> ResponseReturnValue:
    """Take a step from its holder."""

    def act() -> str:
        holder_id = request.form.get("holder", 0, type=int)
        reason = request.form.get(REASON, "")
        with writing() as tx:
            code = recall_item(
                tx, office(), actor(), item_id=item_id, holder_id=holder_id, reason=reason
            )
        return f"Đã thu hồi việc ở {code}, người cùng vai trò nhận được"

    return _answer(item_id, act)


@bp.post("/viec/<int:item_id>/khong-dong-y")
def decline(item_id: int) -> ResponseReturnValue:
    """Leave a step with its holder, who asked to hand it back."""

    def act() -> str:
        reason = request.form.get(REASON, "")
        with writing() as tx:
            code = decline_hand_back(tx, office(), actor(), item_id=item_id, reason=reason)
        return f"Đã trả lời: không giao lại việc ở {code}"

    return _answer(item_id, act)


def _answer(item_id: int, act: Callable[[], str]) -> ResponseReturnValue:
    """Do something about one step, then go back to the list or say what is wrong."""
    asked(WORDS_FORM)
    try:
        flash(act())
    except SubmissionRefusedError as refused:
        return _item_page(item_id, errors=refused.errors), HTTPStatus.UNPROCESSABLE_ENTITY
    except AssignmentRefusedError as refused:
        if all(one.why != Why.GONE for one in refused.refused):
            return _item_page(item_id, stayed=refused.refused), HTTPStatus.CONFLICT
        flash(GONE)
    except NotFoundError:
        flash(GONE)
    return redirect(local_address(request.form.get("_back"), url_for("assignment.show")), 303)


def _list_page(
    *,
    errors: Sequence[FieldError] = (),
    stayed: Sequence[NotAssigned] = (),
    said: str = "",
) -> str:
    links = AssignmentLinks(request.args)
    with reading() as tx:
        page = assignment_page(tx, office(), actor(), filters=links.filters)
    return render_template(
        "assignment/show.html",
        page=page,
        filters=links.filters,
        links=links,
        able=_able(page, links.filters.role),
        tabs=TABS,
        ticked=asked_items(),
        typed=request.form,
        errors=errors,
        stayed=[assignment_words.refusal_line(one) for one in stayed],
        said=said,
        soon_days=page.outlook.reminders.days(page.unit.unit_id),
    )


def _able(page: AssignmentPage, role: str | None) -> list[Officer]:
    """Return the people who hold the wanted role, or any that a step of the tab is for."""
    wanted = {role} if role else set(page.roles)
    return [one for one in page.officers if not wanted or wanted & set(one.roles)]


def _item_page(
    item_id: int,
    *,
    errors: Sequence[FieldError] = (),
    stayed: Sequence[NotAssigned] = (),
) -> str:
    with reading() as tx:
        page = assignment_item(
            tx, office(), actor(), item_id=item_id, permission=Permission.ITEM_ASSIGN
        )
    given = request.form if request.method == "POST" else request.args
    return render_template(
        "assignment/item.html",
        page=page,
        form=paper_form(errors) if page.document else None,
        typed=request.form,
        errors=errors,
        stayed=[assignment_words.refusal_line(one) for one in stayed],
        back=local_address(given.get("_back"), url_for("assignment.show")),
        soon_days=page.outlook.reminders.days(page.row.unit_id),
    )
