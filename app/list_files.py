"""Answers with an .xlsx file, which no browser or proxy keeps."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.office_context import actor, office, reading, writing
from app.private_files import send_private
from reports.exports.ask import ask_for_export, note_export
from reports.sheet import write_sheet
from reports.sheets import open_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_as_file(code: str, asked: Mapping[str, str]) -> ResponseReturnValue:
    """Return a short list as a file; leave a long one to the worker and lead to its progress."""
    with ExitStack() as until_sent:
        target = until_sent.enter_context(TemporaryFile())
        with reading() as tx:
            sheet = open_sheet(tx, office(), actor(), code=code, asked=asked)
            is_short = sheet.total <= office().settings.export_rows_at_once
            if is_short:
                write_sheet(target, sheet, office(), actor())
        if not is_short:
            with writing() as tx:
                export_id = ask_for_export(
                    tx, office(), actor(), code=code, asked=asked, sheet=sheet
                )
            return redirect(url_for("exports.show", export_id=export_id), 303)
        with writing() as tx:
            note_export(tx, office(), actor(), code=code, asked=asked, total=sheet.total)
        target.seek(0)
        until_sent.pop_all()  # the answer closes the file
    return send_spreadsheet(target, f"{sheet.file_name}-{office().today()}.xlsx")


def send_spreadsheet(file: IO[bytes] | Path, name: str) -> ResponseReturnValue:
    """Hand a workbook out under a name."""
    return send_private(file, name, XLSX)
