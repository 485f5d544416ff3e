"""The things that addresses of the table speak of: all of one ward, on its usual day.

An address names a thing in angle brackets: ``/ho-so/<đơn>/ghi-chu``. Everything belongs to the
ward of the demo; people of another ward are strangers to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from cases.actions.become import become
from cases.actions.change_calendar_days import change_calendar_days
from cases.actions.change_calendar_preview import change_calendar_preview
from cases.actions.claim_item import claim_item
from cases.actions.link_respondent import link_respondent
from cases.actions.report_trouble import report_trouble
from cases.actions.tighten_term import tighten_term
from cases.actor import Actor
from cases.calendar_change.asked import DAY_FORM
from cases.demo.people import WARD
from cases.file_store import keep
from cases.models.digest import Digest
from cases.models.document import Document
from cases.models.handover import Handover
from cases.models.note import Note
from cases.models.respondent_link import RespondentLink
from cases.models.role_assignment import RoleAssignment
from cases.models.term_setting import TermSetting
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.office import Office
from cases.rows import insert_row
from cases.sweeps.daily_digest import sweep as write_digests
from cases.term_tightening import TIGHTEN_FORM
from cases.trouble.asked import TroublePlace, trouble_form
from forms.fields import Form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read
from reports.exports.ask import ask_for_export
from reports.exports.write import write_export
from reports.sheets import open_sheet
from tests.cases.actions.test_add_papers import add as add_papers
from tests.cases.actions.test_add_papers import papers
from tests.cases.actions.test_notes import direct
from tests.cases.authority import Authority
from tests.cases.calendar_change.changes import A_DAY_OFF
from tests.cases.hands import Hands
from tests.cases.matter import Complaint, Matter
from tests.cases.secrecy_desk import Desk

NEARLY_DUE = date(2026, 8, 17)
"""Of a petition that stands in the digest of this morning."""

WHERE = TroublePlace("cases.show", "/ho-so/…", "", "1.0", "Firefox 128")

NO_NUMBER = "987654"
NO_CODE = "D-2099-000001"
NO_STEP = f"{NO_NUMBER}/{'f' * 32}"


@dataclass(frozen=True)
class Thing:
    """A part of an address: of a thing that is there, and of one that is not."""

    there: str
    missing: str


def coded(matter: Matter) -> Thing:
    return Thing(matter.registered.code, NO_CODE)


def numbered(number: object) -> Thing:
    return Thing(str(number), NO_NUMBER)


def waiting(matter: Matter, element: str) -> Thing:
    return Thing(f"{matter.run_id}/{matter.item(element).task_id}", NO_STEP)


@dataclass(frozen=True)
class Ward:
    """The office, its people by role, and the staff of another ward."""

    office: Office
    people: Mapping[str, Actor]
    strangers: Mapping[str, Actor]

    def things(self) -> dict[str, Thing]:
        """Make everything that addresses name; the order of the years goes on."""
        return {
            **self._petitions(),
            **self._cases(),
            **self._work(),
            **self._of_the_unit(),
            **self._of_the_city(),
            **self._of_people(),
        }

    def _petitions(self) -> dict[str, Thing]:
        officer = self.people["petition_officer"]
        petition, nearly_due = self._petition(), self._petition(received_on=NEARLY_DUE)
        done = self._petition()
        done.do("propose_handling")
        proposed = self._petition()
        Desk(self.office, proposed).propose(officer)
        mixed = Matter.register(self.office, self.people, kind="mixed")
        return {
            "đơn": coded(petition),
            "đơn khác": coded(nearly_due),
            "bước xử lý đơn": waiting(petition, "propose_handling"),
            "đơn vừa đề xuất": coded(done),
            "bước vừa đề xuất": numbered(done.steps[-1].id),
            "bước duyệt": waiting(done, "approve_proposal"),
            "đơn chờ đổi độ mật": coded(proposed),
            "đơn hỗn hợp": coded(mixed),
            **self._about_somebody(),
            "đơn chuyển đến": numbered(self._passed_on()),
        }

    def _about_somebody(self) -> dict[str, Thing]:
        office, about = self.office, self._petition()
        code, officer = about.registered.code, self.people["petition_officer"]
        with office.database.writing() as tx:
            registrar = self.people["registrar"]
            link_respondent(tx, office, registrar, code=code, account_id=officer.account_id)
            link_id = tx.scalars(select(RespondentLink.id)).one()
        return {"đơn nêu người dùng": coded(about), "người bị nêu": numbered(link_id)}

    def _cases(self) -> dict[str, Thing]:
        case = Complaint.register(self.office, self.people).go_to("assign_verification")
        verified = Complaint.register(self.office, self.people).go_to("plan_dialogue")
        direct(case, self.people["head"], self.people["petition_officer"].name)
        add_papers(case, self.people["petition_officer"], papers("giay"))
        with self.office.database.reading() as tx:
            note_id = tx.scalars(select(Note.id).where(Note.kind == "direction")).one()
            of_case = Document.case_id == case.registered.case_id
            unscanned = select(Document.id).where(of_case, Document.file_id.is_(None))
            document_id = tx.scalars(unscanned.order_by(Document.id)).first()
            filed = select(Document.file_id).where(Document.file_id.is_not(None))
            file_id = tx.scalars(filed).first()
        return {
            "vụ việc": coded(case),
            "lần chạy": numbered(case.run_id),
            "chỉ đạo": numbered(note_id),
            "bước đối thoại": waiting(verified, "plan_dialogue"),
            "văn bản chưa quét": numbered(document_id),
            "tệp": numbered(file_id),
        }

    def _work(self) -> dict[str, Thing]:
        officer, leader = self.people["petition_officer"], self.people["section_head"]
        free, claimed, given, unwanted = (self._petition() for _ in range(4))
        with self.office.database.writing() as tx:
            claim_item(tx, self.office, officer, item_id=self._item(claimed).id)
        hands = Hands(self.office)
        hands.assign(leader, self._item(given), self._item(unwanted), to=officer)
        hands.propose(officer, self._item(unwanted))
        return {
            "việc": numbered(self._item(free).id),
            "việc đã nhận": numbered(self._item(claimed).id),
            "việc được giao": numbered(self._item(given).id),
            "việc xin trả": numbered(self._item(unwanted).id),
        }

    def _of_the_unit(self) -> dict[str, Thing]:
        office, head = self.office, self.people["head"]
        unit_id = head.assignments[0].unit_id
        typed = {
            "amount": "5",
            "valid_from": "27/08/2026",
            "document": "Quyết định 9/QĐ-UBND",
        }
        with office.database.writing() as tx:
            tighten_term(
                tx,
                office,
                head,
                unit_id=unit_id,
                row_key="kn_archive",
                submission=self._filled(TIGHTEN_FORM, typed),
            )
            sheet = open_sheet(tx, office, head, code="due", asked={})
            export_id = ask_for_export(tx, office, head, code="due", asked={}, sheet=sheet)
        write_export(office, export_id)
        write_digests(office)
        with office.database.reading() as tx:
            setting_id = tx.scalars(select(TermSetting.id)).one()
            of_head = select(Digest.id).where(Digest.account_id == head.account_id)
            digest_id = tx.scalars(of_head).one()
        delegation_id = Authority(office).delegate(  # from tomorrow: nobody acts by it yet
            head, self.people["registrar"], valid_from="27/08/2026"
        )
        return {
            "đơn vị": numbered(unit_id),
            "mã đơn vị": Thing(WARD, "khong-co"),
            "ủy quyền": numbered(delegation_id),
            "thời hạn riêng": numbered(setting_id),
            "tệp xuất của thủ trưởng": numbered(export_id),
            "bản tin của thủ trưởng": numbered(digest_id),
        }

    def _of_the_city(self) -> dict[str, Thing]:
        inspector = self.people["inspectorate"]
        with self.office.database.writing() as tx:
            submission = self._filled(DAY_FORM, A_DAY_OFF)
            change_calendar_days(tx, self.office, inspector, submission=submission)
        return {"thay đổi lịch": numbered(change_calendar_preview(self.office, inspector))}

    def _of_people(self) -> dict[str, Thing]:
        office, registrar = self.office, self.people["registrar"]
        officer, head = self.people["petition_officer"], self.people["head"]
        typed = {"kind": "wrong", "text": "Bấm Lưu thì trang trắng."}
        form = trouble_form(of_several_units=False)
        with office.database.writing() as tx:
            report_id = report_trouble(
                tx, office, officer, submission=self._filled(form, typed), place=WHERE
            )
            opened = become(tx, office, account_id=head.account_id, address="", agent="")
            of_registrar = RoleAssignment.account_id == registrar.account_id
            role_id = tx.scalars(select(RoleAssignment.id).where(of_registrar)).one()
        return {
            "tài khoản của văn thư": numbered(registrar.account_id),
            "vai trò của văn thư": numbered(role_id),
            "bàn giao của văn thư": numbered(self._handed_over(registrar)),
            "phiên của thủ trưởng": numbered(opened.session_id),
            "báo lỗi của người xử lý đơn": numbered(report_id),
        }

    def _handed_over(self, person: Actor) -> int:
        """Return the number of a handover with minutes that locked nobody."""
        now = self.office.clock.now()
        minutes = sha256(b"minutes").hexdigest()
        keep(self.office.settings.var, minutes, b"minutes")
        with self.office.database.writing() as tx:
            row = {
                "account_id": person.account_id,
                "kind": "lock",
                "document": "05/QĐ",
                "from_day": now.date(),
                "to_roles": "",
                "state": "cancelled",
                "opened_by_id": person.account_id,
                "opened_at": now,
                "closed_at": now,
                "minutes": minutes,
            }
            return insert_row(tx, Handover, row)

    def _petition(self, **typed: Any) -> Matter:
        return Matter.register(self.office, self.people, **typed)

    def _passed_on(self) -> int:
        """Return the number of a petition that the other ward has passed on to this one."""
        sent = Matter.register(self.office, self.strangers)
        with self.office.database.reading() as tx:
            unit_id = tx.scalar(select(Unit.id).where(Unit.code == WARD))
        sent.do("propose_handling", handling="transfer", competence="not_own")
        sent.do("approve_proposal")
        sent.do("transfer_petition", transfer_to="unit", to_unit=str(unit_id))
        with self.office.database.reading() as tx:
            return tx.scalars(select(Transfer.id)).one()

    def _item(self, matter: Matter) -> Any:
        return matter.item("propose_handling")

    def _filled(self, form: Form, typed: Mapping[str, str]) -> Submission:
        posted = RawValues({key: [value] for key, value in typed.items()})
        return read(form, posted, None, Limits(self.office.today()))
