"""Finds the form files of a procedure; adding a form is adding a file."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def find_forms(root: Path, procedure: str, effective_from: date) -> Mapping[str, bytes]:
    """Return the form files of one version of a procedure, by step.

    Files in the folder of the procedure serve all its versions. A file of the same name in the
    folder of the version (`<root>/<procedure>/<effective_from>/`) takes its place there, and
    there only.

    Args:
        root: The folder with one folder per procedure.
        procedure: Code of the procedure.
        effective_from: Day the version takes effect.
    """
    if not _NAME.fullmatch(procedure):
        return {}
    shared = root / procedure
    found: dict[str, bytes] = {}
    for folder in (shared, shared / effective_from.isoformat()):
        for path in sorted(folder.glob("*.form")):
            if _NAME.fullmatch(path.stem):
                found[path.stem] = path.read_bytes()
    return dict(sorted(found.items()))
