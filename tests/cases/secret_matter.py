"""A secret case under test: of each form only the status is typed, as a browser posts it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, text

from cases.actions.register_petition import register_petition
from cases.actor import Actor
from cases.models.run import Run
from cases.office import Office
from forms.fields import Form, Kind, Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.status_only import status_only
from forms.submission import Submission, Uploads, read
from tests.cases.answers import usual_answers
from tests.cases.matter import Complaint, version_of

PAPER = "04/HS-M, văn thư mật"


class SecretMatter(Complaint):
    """A complaint that was secret from the start: a petition, then the case opened for it."""

    @classmethod
    def received(
        cls,
        office: Office,
        people: Mapping[str, Actor],
        level: str = "mat",
        *,
        procedure: str = "triage",
        received_on: date | None = None,
        **typed: str,
    ) -> "SecretMatter":
        """Let the registrar enter a secret petition."""
        version = version_of(office, procedure, received_on or office.today())
        if received_on:
            typed["received_on"] = f"{received_on:%d/%m/%Y}"
        with office.database.writing() as tx:
            registered = register_petition(
                tx,
                office,
                people["registrar"],
                procedure=procedure,
                submission=fill_status(office, version.forms["register"], people, **typed),
                token=uuid4().hex,
                secrecy=level,
            )
        return cls(office, people, registered, newest_run(office))

    def filled(
        self, element: str, files: Uploads | None = None, **typed: str | list[str]
    ) -> Submission:
        """Read what a person posts at a step."""
        form = self.version.forms[self.version.procedure.steps[element].form or ""]
        return fill_status(self.office, form, self.people, files=files, **typed)


def newest_run(office: Office) -> int:
    """Return the run that was started last."""
    with office.database.reading() as tx:
        return tx.scalar(select(func.max(Run.id))) or 0


def fill_status(
    office: Office,
    form: Form,
    people: Mapping[str, Actor],
    *,
    files: Uploads | None = None,
    **typed: str | list[str],
) -> Submission:
    """Read the form of a secret record, filled in as usual but for ``typed``."""
    asked = status_only(form)
    choices: dict[str, Any] = {
        field.key: [Option(str(people[field.role or ""].account_id), "")]
        for field in asked.fields
        if field.kind is Kind.PERSON and field.role in people
    }
    chosen = {key: options[0].value for key, options in choices.items()}
    usual = {"paper_file_ref": PAPER, **usual_answers(form.code, office.today()), **chosen}
    keys = {field.key for field in asked.fields}
    answers = {key: value for key, value in usual.items() if key in keys} | typed
    posted = RawValues(
        {key: value if isinstance(value, list) else [value] for key, value in answers.items()}
    )
    return read(asked, posted, files, Limits(office.today()), choices)


def make_everything_secret(office: Office, level: str = "mat") -> None:
    """Turn what is there into secret records, as if nothing had ever been written about them."""
    with office.database.writing() as tx:
        for statement in _EMPTYING:
            tx.execute(text(statement))
        for table in ("petition", '"case"', "document"):
            tx.execute(text(f"UPDATE {table} SET secrecy = :level"), {"level": level})  # noqa: S608


_RESULTS = (
    *("outcome", "contested_ruling", "recover_money", "recover_land"),
    *("return_money_organisation", "return_land_organisation", "return_money_individual"),
    *("return_land_individual", "beneficiaries_organisation", "beneficiaries_individual"),
    *("discipline_recommended", "of_which_officials"),
)
_EMPTYING = (
    "DELETE FROM petition_text",
    "DELETE FROM party",
    "DELETE FROM answer",
    "UPDATE note SET text = ''",
    "UPDATE document SET file_id = NULL, recipient = NULL",
    "DELETE FROM file",
    "UPDATE transfer SET return_reason = NULL",
    "UPDATE decision SET " + ", ".join(f"{column} = NULL" for column in _RESULTS),  # noqa: S608
    "UPDATE petition SET field = NULL",
    "UPDATE \"case\" SET title = '', title_f = '', field = NULL",
)
