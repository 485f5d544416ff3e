"""A short denunciation procedure, for what happens to one before the real procedure is there."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from cases.actions.complete_step import complete_step
from cases.actions.publish_version import publish_version
from cases.actions.register_petition import register_petition
from cases.actor import Actor
from cases.models.run import Run
from cases.office import FORMS_FOLDER, Office
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, Uploads, read
from tests.cases.answers import on
from tests.cases.matter import Matter, version_of
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

CONCLUDE = (
    '<bpmn:userTask id="conclude" name="Kết luận" donthu:role="registrar" '
    'donthu:form="conclude" donthu:term="tc_resolve" donthu:document="handling_act"/>'
)


def publish_denunciation(office: Office) -> None:
    """Publish a procedure of two steps: accept at once, then conclude."""
    with office.database.writing() as tx:
        publish_version(tx, office, None, code=CODE, files=denunciation_files())


class Denunciation(Matter):
    """A denunciation under test; nothing is typed but what the test types, and the days."""

    @classmethod
    def received(
        cls,
        office: Office,
        people: Mapping[str, Actor],
        *,
        files: Uploads | None = None,
        **typed: str,
    ) -> "Denunciation":
        """Let the registrar enter a denunciation of today."""
        today = on(office.today())
        answers = {"received_on": today, "accepted_on": today, "summary": "Nhận tiền"} | typed
        sent = _sent(office, "register", answers, files)
        with office.database.writing() as tx:
            registered = register_petition(
                tx, office, people["registrar"], procedure=CODE, submission=sent, token=uuid4().hex
            )
        with office.database.reading() as tx:
            run_id = tx.scalars(select(Run.id).order_by(Run.id.desc())).first()
        return cls(office, people, registered, run_id or 0)

    def conclude(self, by: Actor | None = None, files: Uploads | None = None, **typed: str) -> None:
        """Let the registrar record the conclusion of today."""
        answers = {"number": "12/KL-UBND", "concluded_on": on(self.office.today())} | typed
        sent = _sent(self.office, "conclude", answers, files)
        item = self.item("conclude")
        with self.office.database.writing() as tx:
            complete_step(
                tx,
                self.office,
                by or self.doer(item),
                run_id=self.run_id,
                task_id=item.task_id,
                submission=sent,
            )


def _sent(office: Office, form: str, typed: Mapping[str, str], files: Uploads | None) -> Submission:
    asked = version_of(office, CODE, office.today()).forms[form]
    posted = RawValues({key: [value] for key, value in typed.items()})
    return read(asked, posted, files, Limits(office.today()))


def denunciation_files(
    *, register: tuple[Mapping[str, Any], ...] = (), version: str = "", conclude: str = CONCLUDE
) -> Mapping[str, bytes]:
    """Return the version: the drawing of a procedure with one step and one effect, renamed.

    Args:
        register: Further fields of the first step.
        version: Further lines of ``version.toml``.
        conclude: The second step as it is drawn.
    """
    (drawn,) = [one for one in VERSIONS if one.info.code == "complaint_partial_withdrawal"]
    text = drawn.files["process.bpmn"].decode()
    text = text.replace("complaint_partial_withdrawal", CODE)
    text = text.replace("record_partial_withdrawal", "register")
    text = text.replace(' donthu:document="withdrawal"', "")
    text = re.sub(
        r'<bpmn:serviceTask id="count_those_who_withdrew".*?</bpmn:serviceTask>',
        conclude,
        text,
        flags=re.DOTALL,
    )
    text = text.replace("count_those_who_withdrew", "conclude")
    return {
        "procedure.toml": PROCEDURE.encode(),
        "version.toml": (VERSION + version).encode(),
        "process.bpmn": text.encode(),
        f"{FORMS_FOLDER}register.form": _form(
            "register",
            day("received_on", "denunciation_received", record="petition.received_on"),
            day("accepted_on", "accepted"),
            words("title", record="petition_text.title"),
            words("summary", record="petition_text.summary", required=True),
            words("denounced", record="party.denounced.full_name"),
            *register,
        ),
        f"{FORMS_FOLDER}conclude.form": _form(
            "conclude",
            words("number", record="conclusion.number"),
            day("concluded_on", "conclusion_issued", record="conclusion.concluded_on"),
            words("remark"),
            {
                "type": "filepicker",
                "key": "act",
                "label": "Quyết định xử lý",
                "properties": {"record": "document.file", "checked": True},
            },
        ),
    }


def words(key: str, *, required: bool = False, checked: bool = True, **more: str) -> dict[str, Any]:
    """Return a field of words that are looked through."""
    properties = {**more, **({"checked": True} if checked else {})}
    field = {"type": "textfield", "key": key, "label": f"Lời {key}", "properties": properties}
    return field | ({"validate": {"required": True}} if required else {})


def day(key: str, event: str, **properties: str) -> dict[str, Any]:
    """Return a field that records an event."""
    return {
        "type": "datetime",
        "subtype": "date",
        "key": key,
        "dateLabel": f"Ngày {key}",
        "validate": {"required": True},
        "properties": {"event": event, **properties},
    }


def _form(step: str, *components: Mapping[str, Any]) -> bytes:
    form = {"type": "default", "id": step, "schemaVersion": 18, "components": list(components)}
    return json.dumps(form).encode()
