"""A procedure made by copying files, as an inspectorate would make its own."""

import shutil
from dataclasses import replace
from pathlib import Path

from cases.installation import Initialised, init
from cases.office import Office

ORIGINAL = "complaint_first"
COPY = "complaint_of_the_sea"
TITLE = "Giải quyết khiếu nại về mặt biển"
TRIAGE = "triage"
COPIED_TRIAGE = "triage_of_the_sea"
TRIAGE_TITLE = "Xử lý đơn về mặt biển"


def copy_procedure(office: Office, folder: Path) -> Office:
    """Return the office with folders of its own, in which the procedure stands a second time.

    So does the triage that opens its cases.
    """
    workflows = folder / "workflows"
    forms = folder / "forms"
    shutil.copytree(office.settings.workflows, workflows)
    shutil.copytree(office.settings.forms, forms)
    for original, copy in ((ORIGINAL, COPY), (TRIAGE, COPIED_TRIAGE)):
        shutil.copytree(workflows / original, workflows / copy)
        shutil.copytree(forms / original, forms / copy)
        for diagram in (workflows / copy).glob("*/process.bpmn"):
            _rewrite(
                diagram,
                {
                    f'<bpmn:process id="{original}"': f'<bpmn:process id="{copy}"',
                    f'processRef="{original}"': f'processRef="{copy}"',
                },
            )
    _rewrite(
        workflows / COPY / "procedure.toml",
        {
            f'code = "{ORIGINAL}"': f'code = "{COPY}"',
            'title = "Giải quyết khiếu nại lần đầu"': f'title = "{TITLE}"',
            'case_code = "KN"': 'case_code = "KB"',
        },
    )
    _rewrite(
        workflows / COPIED_TRIAGE / "procedure.toml",
        {
            f'code = "{TRIAGE}"': f'code = "{COPIED_TRIAGE}"',
            '\ntitle = "Xử lý đơn"': f'\ntitle = "{TRIAGE_TITLE}"',
        },
    )
    for diagram in (workflows / COPIED_TRIAGE).glob("*/process.bpmn"):
        _rewrite(
            diagram, {f'name="procedure" value="{ORIGINAL}"': f'name="procedure" value="{COPY}"'}
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
