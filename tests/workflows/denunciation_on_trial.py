"""A short denunciation procedure, for what happens to one before the real procedure is there."""

import json
import re
from collections.abc import Mapping

from cases.actions.publish_version import publish_version
from cases.office import FORMS_FOLDER, Office
from tests.workflows.bundled import VERSIONS

CODE = "denunciation_on_trial"

PROCEDURE = f"""
code = "{CODE}"
title = "Giải quyết tố cáo thử"
short_title = "Tố cáo thử"
subject = "case"
case_code = "TC"
kind = "denunciation"
intake = true
intake_step = "register"
version_event = "denunciation_received"
"""
VERSION = """
effective_from = 2019-05-28
legal_basis = "Luật Tố cáo 25/2018/QH14"
summary = "Nhận, thụ lý và kết luận."
terms = ["tc_resolve"]
"""


def publish_denunciation(office: Office) -> None:
    """Publish a procedure of two steps: accept at once, then conclude."""
    with office.database.writing() as tx:
        publish_version(tx, office, None, code=CODE, files=_files())


def _files() -> Mapping[str, bytes]:
    """Take the drawing of a procedure with one step and one effect, and rename both."""
    (drawn,) = [one for one in VERSIONS if one.info.code == "complaint_partial_withdrawal"]
    text = drawn.files["process.bpmn"].decode()
    text = text.replace("complaint_partial_withdrawal", CODE)
    text = text.replace("record_partial_withdrawal", "register")
    text = re.sub(
        r'<bpmn:serviceTask id="count_those_who_withdrew".*?</bpmn:serviceTask>',
        CONCLUDE,
        text,
        flags=re.DOTALL,
    )
    text = text.replace("count_those_who_withdrew", "conclude")
    return {
        "procedure.toml": PROCEDURE.encode(),
        "version.toml": VERSION.encode(),
        "process.bpmn": text.encode(),
        f"{FORMS_FOLDER}register.form": _form(
            "register",
            _day("received_on", "denunciation_received", record="petition.received_on"),
            _day("accepted_on", "accepted"),
            {
                "type": "textfield",
                "key": "summary",
                "label": "Tóm tắt",
                "properties": {"record": "petition_text.summary"},
            },
        ),
        f"{FORMS_FOLDER}conclude.form": _form(
            "conclude", _day("concluded_on", "conclusion_issued")
        ),
    }


CONCLUDE = (
    '<bpmn:userTask id="conclude" name="Kết luận" donthu:role="registrar" '
    'donthu:form="conclude" donthu:term="tc_resolve"/>'
)


def _form(step: str, *components: Mapping[str, object]) -> bytes:
    form = {"type": "default", "id": step, "schemaVersion": 18, "components": list(components)}
    return json.dumps(form).encode()


def _day(key: str, event: str, **properties: str) -> Mapping[str, object]:
    return {
        "type": "datetime",
        "subtype": "date",
        "key": key,
        "dateLabel": f"Ngày {key}",
        "validate": {"required": True},
        "properties": {"event": event, **properties},
    }
