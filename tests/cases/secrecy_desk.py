"""What people of one office do about the level of a record, as tests say it."""

from sqlalchemy import select

from cases.actions.confirm_secrecy import confirm_secrecy
from cases.actions.propose_secrecy import propose_secrecy
from cases.actions.refuse_secrecy import refuse_secrecy
from cases.erasure.finishing import finish_erasures
from cases.queries.secrecy_page import secrecy_page
from cases.secrecy_proposal import secrecy_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

DOCUMENT = "07/QĐ-M"


class Desk:
    """One record, and its level: ``desk.propose(head)``, ``desk.confirm(other)``."""

    def __init__(self, office, matter):
        self.office = office
        self.matter = matter

    def propose(self, by, level="mat", reason="determined", **typed):
        form = secrecy_form(self.level)
        answers = {
            "level": level,
            "reason": reason,
            "document_number": DOCUMENT,
            "document_on": f"{self.office.today():%d/%m/%Y}",
        } | typed
        raw = RawValues({key: [value] for key, value in answers.items()})
        submission = read(form, raw, None, Limits(self.office.today()))
        with self.office.database.writing() as tx:
            return propose_secrecy(tx, self.office, by, code=self.code, submission=submission)

    def page(self, by):
        with self.office.database.reading() as tx:
            return secrecy_page(tx, self.office, by, code=self.code)

    def confirm(self, by, seen=None):
        seen = seen or self.page(by).fingerprint
        with self.office.database.writing() as tx:
            done = confirm_secrecy(tx, self.office, by, code=self.code, seen=seen)
        finish_erasures(self.office)
        return done

    def refuse(self, by):
        with self.office.database.writing() as tx:
            return refuse_secrecy(tx, self.office, by, code=self.code)

    @property
    def code(self):
        return self.matter.registered.code

    @property
    def level(self):
        registered = self.matter.registered
        return (self.matter.case if registered.case_id else self.matter.petition).secrecy

    def all(self, table):
        with self.office.database.reading() as tx:
            return tx.scalars(select(table)).all()
