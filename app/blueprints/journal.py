"""Nhật ký: who did what, day by day, for the inspectorate and the administrators."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading
from app.rendering import journal_sentences
from app.rendering.journal_links import JournalLinks, month_before
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city
from cases.queries.evaluation import evaluation
from cases.queries.journal_page import JournalPage, journal_page
from reports.asked import to_asked
from reports.lists.evaluation import EvaluationFilter

bp = Blueprint("journal", __name__, url_prefix="/quan-tri/nhat-ky")


@bp.get("")
def show() -> ResponseReturnValue:
    """Show the log of a day, or what was looked for."""
    actions = journal_sentences.journal_words().actions
    today = office().today()
    links = JournalLinks(request.args, (today, today), actions)
    with reading() as tx:
        page = journal_page(tx, office(), actor(), links.filters)
    if links.errors:
        page = JournalPage((), None, None)
    text = render_template(
        "journal/show.html",
        page=page,
        links=links,
        actions=sorted(actions, key=lambda action: actions[action].casefold()),
        titles={name: words.partition(" {")[0] for name, words in actions.items()},
        told=journal_sentences,
        may_open=may_in_the_city(Permission.CASE_READ, actor()),
    )
    return text, HTTPStatus.UNPROCESSABLE_ENTITY if links.errors else HTTPStatus.OK


@bp.get("/danh-gia")
def evaluate() -> ResponseReturnValue:
    """Show the operator's report for the month before, or for the days that were asked for."""
    today = office().today()
    links = JournalLinks(request.args, month_before(today), {})
    until = links.filters.until or today
    since = links.filters.since or until.replace(day=1)
    with reading() as tx:
        report = evaluation(tx, office(), actor(), since=since, until=until)
    text = render_template(
        "journal/evaluation.html",
        report=None if links.errors else report,
        links=links,
        asked=to_asked(EvaluationFilter(since, until)),
    )
    return text, HTTPStatus.UNPROCESSABLE_ENTITY if links.errors else HTTPStatus.OK
