"""A procedure made by copying files, as an inspectorate would make its own."""

import shutil
from dataclasses import replace
from pathlib import Path

from cases.installation import Initialised, init
from cases.office import Office

ORIGINAL = "complaint_first"
COPY = "complaint_of_the_sea"
TITLE = "Giải quyết khiếu nại về mặt biển"


def copy_procedure(office: Office, folder: Path) -> Office:
    """Return the office with folders of its own, in which the procedure stands a second time."""
    workflows = folder / "workflows"
    forms = folder / "forms"
    shutil.copytree(office.settings.workflows, workflows)
    shutil.copytree(office.settings.forms, forms)
    shutil.copytree(workflows / ORIGINAL, workflows / COPY)
    shutil.copytree(forms / ORIGINAL, forms / COPY)
    _rewrite(
        workflows / COPY / "procedure.toml",
        {
            f'code = "{ORIGINAL}"': f'code = "{COPY}"',
            'title = "Giải quyết khiếu nại lần đầu"': f'title = "{TITLE}"',
            'case_code = "KN"': 'case_code = "KB"\nintake = true',
        },
    )
    for diagram in (workflows / COPY).glob("*/process.bpmn"):
        _rewrite(
            diagram,
            {
                f'<bpmn:process id="{ORIGINAL}"': f'<bpmn:process id="{COPY}"',
                f'processRef="{ORIGINAL}"': f'processRef="{COPY}"',
            },
        )
    office.settings = replace(office.settings, workflows=workflows, forms=forms)
    return office


def publish_everything(office: Office) -> Initialised:
    """Do what an administrator does after new files have come: ``donthu init``."""
    return init(office)


def rewrite_form(office: Office, step: str, changes: dict[str, str]) -> None:
    """Change the copy of a form before it is published."""
    _rewrite(office.settings.forms / COPY / f"{step}.form", changes)


def _rewrite(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, (path, old)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
