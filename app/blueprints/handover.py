"""Bàn giao: whose work goes to whom before an account is locked or somebody moves."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.assignment_forms import paper_form, read_paper_form
from app.handover_forms import WAYS, asked_gifts, form_of, read_form
from app.office_context import actor, office, reading, writing
from app.private_files import send_private
from app.rendering import assignment_words, handover_words
from cases.actions.cancel_handover import cancel_handover
from cases.actions.finish_handover import finish_handover
from cases.actions.give_duties import give_duties
from cases.actions.lock_at_once import lock_at_once
from cases.actions.open_handover import open_handover
from cases.assigning.refusals import AssignmentRefusedError, NotAssigned
from cases.errors import SubmissionRefusedError
from cases.handover.asked import EMERGENCY, LOCK, Plan, read_plan
from cases.handover.handover_page import HandoverPage, handover_page
from cases.handover.handover_staff import handover_staff
from cases.handover.past_handovers import handovers, minutes_file
from cases.handover.refusals import HandoverRefusedError
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.policy.predicates import Target
from forms.submission import FieldError
from reports.papers.handover_minutes import handover_minutes
from reports.papers.paper import DOCX

bp = Blueprint("handover", __name__, url_prefix="/ban-giao")

UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
AT_ONCE = "khan-cap"
NOBODY_CHOSEN = FieldError("tat-ca", "Giao cho", "Chọn người nhận cho ít nhất một việc")


@bp.get("")
def show_all() -> str:
    """Show the handovers, and the people whose handover is the reader's business."""
    with reading() as tx:
        lines = handovers(tx, office(), actor())
        staff = handover_staff(tx, office(), actor())
    return render_template(
        "handover/all.html",
        lines=lines,
        staff=staff,
        may_manage=allows(Permission.ACCOUNTS_MANAGE, actor(), Target()),
        words=handover_words,
    )


@bp.get("/<int:account_id>")
def show(account_id: int) -> str:
    """Show what a person has, and how far the handover is."""
    return _page(account_id)


@bp.post("/<int:account_id>/bat-dau/<any('khoa','chuyen'):way>")
def begin(account_id: int, way: str) -> ResponseReturnValue:
    """Write down the lock or the move that is to come."""

    def act() -> str:
        plan = _plan(account_id, way)
        with writing() as tx:
            open_handover(tx, office(), actor(), account_id=account_id, plan=plan)
        return "Đã bắt đầu bàn giao. Giao hết việc đang mở rồi hoàn thành"

    return _answer(account_id, act, way=way)


@bp.post("/<int:account_id>/khoa-ngay")
def lock_now(account_id: int) -> ResponseReturnValue:
    """Lock first, hand over afterwards."""

    def act() -> str:
        plan = _plan(account_id, AT_ONCE)
        with writing() as tx:
            moved = lock_at_once(
                tx, office(), actor(), account_id=account_id, plan=plan, render=handover_minutes
            )
        return handover_words.locked_line(moved)

    return _answer(account_id, act, way=AT_ONCE)


@bp.post("/<int:account_id>/giao")
def give(account_id: int) -> ResponseReturnValue:
    """Give what was chosen to whom was chosen."""
    page = _read(account_id)
    if not page.may_give:
        require(Permission.HANDOVER_GIVE, actor(), Target())
    wanted = asked_gifts(page)
    if not wanted:
        return _page(account_id, errors=[NOBODY_CHOSEN]), UNPROCESSABLE
    stayed: list[NotAssigned] = []

    def act() -> str:
        with writing() as tx:
            given = give_duties(
                tx,
                office(),
                actor(),
                account_id=account_id,
                wanted=wanted,
                paper=read_paper_form(),
            )
        stayed.extend(given.refused)
        return handover_words.given_line(given.count)

    return _answer(account_id, act, stayed)


@bp.post("/<int:account_id>/hoan-thanh")
def finish(account_id: int) -> ResponseReturnValue:
    """Lock the account, or move the person; keep the minutes."""

    def act() -> str:
        with writing() as tx:
            finish_handover(tx, office(), actor(), account_id=account_id, render=handover_minutes)
        return "Đã hoàn thành bàn giao; biên bản ở mục Đã bàn giao"

    return _answer(account_id, act)


@bp.post("/<int:account_id>/dung")
def cancel(account_id: int) -> ResponseReturnValue:
    """Stop without a lock or a move."""

    def act() -> str:
        with writing() as tx:
            cancel_handover(tx, office(), actor(), account_id=account_id)
        return "Đã dừng bàn giao; việc đã giao không đổi lại"

    return _answer(account_id, act)


@bp.get("/<int:account_id>/bien-ban/<int:handover_id>.docx")
def minutes(account_id: int, handover_id: int) -> ResponseReturnValue:
    """Hand out the minutes."""
    with reading() as tx:
        path = minutes_file(tx, office(), actor(), account_id=account_id, handover_id=handover_id)
    return send_private(path, f"bien-ban-ban-giao-{handover_id}.docx", DOCX)


def _read(account_id: int) -> HandoverPage:
    with reading() as tx:
        return handover_page(tx, office(), actor(), account_id=account_id)


def _plan(account_id: int, way: str) -> Plan:
    page = _read(account_id)
    require(Permission.ACCOUNTS_MANAGE, actor(), Target())
    return read_plan(WAYS[way], read_form(page, way), office().today())


def _answer(
    account_id: int, act: Callable[[], str], stayed: Sequence[NotAssigned] = (), way: str = ""
) -> ResponseReturnValue:
    """Do something about the handover, then show it or say what is wrong."""
    try:
        said = act()
    except SubmissionRefusedError as refused:
        return _page(account_id, way=way, errors=refused.errors), UNPROCESSABLE
    except AssignmentRefusedError as refused:
        return _page(account_id, stayed=refused.refused), CONFLICT
    except HandoverRefusedError as refused:
        return _page(account_id, problem=handover_words.refusal_line(refused)), CONFLICT
    if stayed:
        return _page(account_id, stayed=stayed, said=said), CONFLICT
    flash(said)
    return redirect(url_for("handover.show", account_id=account_id), 303)


def _page(
    account_id: int,
    *,
    way: str = "",
    errors: Sequence[FieldError] = (),
    stayed: Sequence[NotAssigned] = (),
    problem: str = "",
    said: str = "",
) -> str:
    page = _read(account_id)
    shown = way or _asked_way(page)
    return render_template(
        "handover/show.html",
        page=page,
        way=shown,
        form=form_of(page, shown, errors if way else ()) if shown else None,
        paper=paper_form(errors) if page.needs_paper else None,
        errors=errors,
        stayed=[assignment_words.refusal_line(one) for one in stayed],
        problem=problem,
        said=said,
        typed=_typed(),
        may_list=may_somewhere(Permission.HANDOVER_GIVE, actor()),
        words=handover_words,
    )


def _asked_way(page: HandoverPage) -> str:
    """Return which form is shown: that of a lock where nothing is under way."""
    if not page.may_manage or page.is_locked:
        return ""
    asked = request.args.get("cach", "")
    usual = next(way for way, kind in WAYS.items() if kind == LOCK)
    if page.handover:
        return asked if WAYS.get(asked) == EMERGENCY else ""
    return asked if asked in WAYS else usual


def _typed() -> Mapping[str, str]:
    return request.form if request.method == "POST" else {}
