"""Answers with a file that no browser or proxy keeps."""

from pathlib import Path
from typing import IO

from flask import send_file
from flask.wrappers import Response


def send_private(file: IO[bytes] | Path, name: str, media_type: str) -> Response:
    """Hand a file out under a name."""
    response = send_file(
        file, mimetype=media_type, as_attachment=True, download_name=name, max_age=0
    )
    response.headers["Cache-Control"] = "no-store"
    return response
