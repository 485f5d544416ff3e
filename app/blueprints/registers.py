"""Sổ theo dõi: the books that the law wants kept, one page each."""

from dataclasses import replace
from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading
from app.rendering.register_links import KINDS, RegisterLinks, cell_text, register_at
from cases.errors import NotFoundError
from reports.asked import to_asked
from reports.registers.book import open_book
from reports.registers.definition import find_registers

bp = Blueprint("registers", __name__, url_prefix="/so")


@bp.get("/<address>")
def show(address: str) -> ResponseReturnValue:
    """Show a page of a register."""
    register = register_at(address)
    if register is None:
        raise NotFoundError
    links = RegisterLinks(register, request.args, office().today())
    with reading() as tx:
        book = open_book(tx, office(), actor(), filters=links.filters)
        lines = () if links.errors else tuple(book.lines)
    page = render_template(
        "registers/show.html",
        book=book,
        lines=lines,
        links=links,
        kinds=KINDS,
        cell=cell_text,
        registers=find_registers().values(),
        asked=to_asked(replace(links.filters, page=1)),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if links.errors else HTTPStatus.OK
