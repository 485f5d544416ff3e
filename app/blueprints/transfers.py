"""Đơn chuyển đến: petitions passed on between units."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from cases.actions.return_transfer import return_transfer
from cases.notes.note_text import LONGEST
from cases.queries.intake import intake_options
from cases.queries.transfers import transfer_page

bp = Blueprint("transfers", __name__, url_prefix="/don-chuyen-den")


@bp.get("")
def show() -> str:
    """List what waits for an answer, what was answered, and what was sent."""
    with reading() as tx:
        page = transfer_page(tx, office(), actor())
        options = intake_options(tx, office(), actor())
    procedures = {one.kind: one.procedures[0][0] for one in options if one.procedures}
    return render_template("transfers/show.html", page=page, procedures=procedures, longest=LONGEST)


@bp.post("/<int:transfer_id>/tra-lai")
def give_back(transfer_id: int) -> ResponseReturnValue:
    """Return a petition to its sender."""
    with writing() as tx:
        return_transfer(
            tx,
            office(),
            actor(),
            transfer_id=transfer_id,
            reason=request.form.get("reason", ""),
        )
    flash("Đã trả lại đơn cho nơi chuyển")
    return redirect(url_for("transfers.show"), 303)
