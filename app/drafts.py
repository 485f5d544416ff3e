"""Answers the three wishes about a draft: keep it (by script or by button), drop it."""

from flask import flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from app.rendering.dates import saved_time
from app.typed_values import TypingPlace, keep_or_refuse, typing_place
from cases.actions.drop_draft import drop_draft
from cases.queries.place_of_typing import require_place_in_sight


def answer_draft(back: str) -> ResponseReturnValue:
    """Keep what was typed; a script is told when, a person comes ``back`` to the page."""
    place = _place_in_sight()
    saved_at = keep_or_refuse(actor(), place) if place else None
    text = saved_time(saved_at, office().today()) if saved_at else ""
    if request.headers.get("X-Requested-With"):
        return jsonify(saved_at=text)
    flash(f"Đã lưu nháp lúc {text}" if text else "Chưa có gì để lưu nháp")
    return redirect(back, 303)


def answer_dropped_draft(back: str) -> ResponseReturnValue:
    """Throw the draft away and come ``back``."""
    place = _place_in_sight()
    if place:
        with writing() as tx:
            drop_draft(tx, office(), actor(), place=place.key)
    flash("Đã bỏ bản nháp")
    return redirect(back, 303)


def _place_in_sight() -> TypingPlace | None:
    place = typing_place()
    if place:
        with reading() as tx:
            require_place_in_sight(tx, office(), actor(), place.key)
    return place
