"""Tệp đã xuất: lists as .xlsx, at once or when the worker has written them."""

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.list_files import list_as_file, send_spreadsheet
from app.office_context import actor, office, reading
from app.security import limiter, uploader
from reports.exports.own_exports import export_file, own_export, own_exports

bp = Blueprint("exports", __name__, url_prefix="/tep-xuat")

LIMIT = "30 per minute"


@bp.get("")
def show_all() -> str:
    """Show the person's own files."""
    with reading() as tx:
        exports = own_exports(tx, office(), actor())
    return render_template("exports/all.html", exports=exports)


@bp.post("/<code>")
@limiter.limit(LIMIT, key_func=uploader)
def start(code: str) -> ResponseReturnValue:
    """Hand out a list with the filters of its page."""
    asked = {
        name: value for name, value in request.form.items() if value and not name.startswith("_")
    }
    return list_as_file(code, asked)


@bp.get("/<int:export_id>")
def show(export_id: int) -> str:
    """Show how far the worker is, then the file."""
    with reading() as tx:
        export = own_export(tx, office(), actor(), export_id=export_id)
    return render_template("exports/show.html", export=export)


@bp.get("/<int:export_id>/tien-do")
def progress(export_id: int) -> ResponseReturnValue:
    """Tell the page's script how far the worker is."""
    with reading() as tx:
        export = own_export(tx, office(), actor(), export_id=export_id)
    return jsonify(status=export.state, looked=export.written, total=export.total)


@bp.get("/<int:export_id>/tep.xlsx")
def download(export_id: int) -> ResponseReturnValue:
    """Hand out the finished file to who asked for it."""
    with reading() as tx:
        file = export_file(tx, office(), actor(), export_id=export_id)
    return send_spreadsheet(file.path, file.name)
