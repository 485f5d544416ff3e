"""Hồ sơ mật: the state of handling on every page, and no door for content or a file.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND.
"""

import pytest
from sqlalchemy import insert, select, text

from app.factory import create_app
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.secrecy import LEVELS, SHOWN_TITLE
from tests.cases.hands import Hands
from tests.cases.papers import pdf
from tests.cases.secret_matter import PAPER, SecretMatter
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD, STRANGER
from tests.web.test_calendar_in_browser import find_barriers
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

CANARY = "CANARY7F3A"
FORM = "/tiep-nhan-don/triage"
REFUSED = "ăn bản mật chỉ cập nhật tình trạng"

NOT_ABOUT_A_RECORD = {
    *("account.become_person", "account.choose_shortcuts", "account.enter", "account.leave"),
    *("account.set_password", "calendar.confirm", "calendar.confirm_year", "calendar.edit"),
    *("calendar.leave_out", "calendar.preview", "digests.hide", "exports.start", "search.ask"),
    *("my_work.narrow", "terms.end", "terms.tighten", "unit_settings.save"),
    *("accounts.add_role", "accounts.create", "accounts.end", "accounts.rename"),
    *("accounts.renew_password", "accounts.unlock", "delegations.appoint", "delegations.end"),
    *("delegations.give", "directory.bring_in_line", "directory.choose_branch"),
    *("handover.begin", "handover.cancel", "handover.finish", "handover.give"),
    *("handover.lock_now", "second_factor.drop", "second_factor.enter", "second_factor.reset"),
    *("second_factor.set_up", "sessions.end", "sessions.end_all", "sessions.go_on"),
    *("support.begin", "support.end", "trouble.move", "trouble.send", "unit_mergers.merge"),
    *("units.add", "units.change"),
}
TAKE_NO_TEXT = {
    *("intake.drop", "messages.drop", "procedures.drop", "steps.drop"),
    *("my_work.claim", "my_work.release", "take_back.take_back", "duplicates.judge"),
    *("secrecy.confirm", "secrecy.refuse", "numbers.show"),
    *("respondents.link", "respondents.unlink"),
}


@pytest.fixture
def secret(office, people):
    return SecretMatter.received(office, people, "toi_mat")


@pytest.fixture
def address(secret):
    return f"/ho-so/{secret.registered.code}"


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


def names(page):
    return {one.get("name") for one in page.tree.xpath("//main//*[@name]")}


class TestIntake:
    def test_asks_how_secret_a_petition_is_together_with_its_kind(self, registrar):
        page = registrar.get("/tiep-nhan-don")
        assert not page.tree.xpath("//main//input[not(@type='hidden')] | //main//textarea")
        for level in LEVELS:
            assert page.tree.xpath("//a[contains(@href, $to)]", to=f"{FORM}?mat={level}")

    @pytest.mark.parametrize("level", LEVELS)
    def test_of_a_secret_petition_has_no_field_for_content(self, registrar, level):
        page = registrar.get(f"{FORM}?mat={level}")
        asked = names(page)
        assert {"received_on", "source", "paper_file_ref"} <= asked
        content = ("title", "summary", "request", "author_name", "respondent", "attachments")
        assert not asked & {*content, "author_id_number", "author_phone", "field"}
        assert "Chỉ cập nhật tình trạng xử lý" in page.text

    def test_gives_the_number_and_keeps_where_the_paper_is(self, registrar, office):
        page = registrar.get(f"{FORM}?mat=tuyet_mat")
        page = registrar.submit(page, "bieu-mau", source="direct", paper_file_ref=PAPER)
        assert page.title == "D-2026-000001"
        assert "TUYỆT MẬT" in page.text
        assert PAPER in page.text

    def test_knows_no_other_level_than_those_of_the_law(self, registrar):
        assert registrar.get(f"{FORM}?mat=kin").status == 404

    def test_of_one_that_was_passed_on_keeps_its_level(self, signed_in, secret, office, people):
        with office.database.writing() as tx:
            other = tx.scalars(select(Unit.id).where(Unit.code == "mau-binh")).one()
            sent = {
                "petition_id": secret.registered.petition_id,
                "run_id": secret.run_id,
                "from_unit_id": other,
                "to_unit_id": people["registrar"].assignments[0].unit_id,
                "sent_on": office.today(),
                "status": "sent",
            }
            transfer_id = tx.scalars(insert(Transfer).returning(Transfer.id), [sent]).one()
        page = signed_in(REGISTRAR).get(f"{FORM}?chuyen={transfer_id}")
        assert "summary" not in names(page)
        assert "Văn bản ở chế độ mật" in page.text


class TestPages:
    def test_say_what_is_not_there(self, head, address):
        page = head.get(address)
        assert SHOWN_TITLE in page.text
        assert "TỐI MẬT" in page.text
        assert PAPER in page.text
        assert "Bổ sung tệp" not in page.text
        assert not page.tree.xpath("//h2[contains(., 'Các bên') or contains(., 'Nội dung')]")

    def test_of_work_and_search_show_code_and_status(self, signed_in, head, secret):
        code = secret.registered.code
        for visitor, where in (
            (signed_in(OFFICER), "/viec-cua-toi?nhom=free"),
            (head, "/phan-cong"),
            (head, "/tra-cuu?chu=D+1"),
        ):
            page = visitor.get(where)
            assert code in page.text, where
            assert SHOWN_TITLE in page.text, where

    def test_of_a_step_ask_no_words(self, signed_in, secret):
        item = secret.item("propose_handling")
        page = signed_in(OFFICER).get(f"/buoc/{secret.run_id}/{item.task_id}")
        assert not page.tree.xpath("//main//textarea | //main//input[@type='file']")
        assert "Bước này chỉ ghi tình trạng" in page.text

    def test_write_down_who_looked(self, head, office, people, secret, address):
        for page in ("", "/so-do", "/thoi-han", "/phieu"):
            assert head.get(address + page).status == 200
        with office.database.reading() as tx:
            views = tx.scalars(select(JournalEntry).where(JournalEntry.action == "view")).all()
        assert [(one.account_id, one.subject_kind, one.subject_id) for one in views] == [
            (people["head"].account_id, *secret.subject)
        ] * 4

    def test_of_an_open_record_are_not_written_down(self, head, office, complaint):
        head.get(f"/ho-so/{complaint.registered.code}")
        with office.database.reading() as tx:
            assert not tx.scalars(select(JournalEntry).where(JournalEntry.action == "view")).all()


class TestEveryDoor:
    """No route takes words or a file about a secret record, whatever is sent to it."""

    @pytest.mark.parametrize("level", LEVELS)
    def test_refuses_content(self, level, office, people, signed_in):
        doors = {
            name: page.status for name, page in knock(level, office, people, signed_in).items()
        }
        assert doors == dict.fromkeys(doors, 422)
        everything = {
            one for one in post_endpoints(office) if one not in NOT_ABOUT_A_RECORD | TAKE_NO_TEXT
        }
        assert {name.split(" ")[0] for name in doors} == everything
        assert CANARY not in dump(office)


def knock(level, office, people, signed_in):
    """Send content to every door of a petition in triage and of a case under way."""
    petition = SecretMatter.received(office, people, level)
    case = SecretMatter.received(office, people, level).go_to("verify")
    case.do("verify")
    hands = Hands(office)
    return dict(_knock(level, office, people, signed_in, petition, case, hands))


def _knock(level, office, people, signed_in, petition, case, hands):  # noqa: PLR0915
    registrar, officer, head = (signed_in(name) for name in (REGISTRAR, OFFICER, HEAD))
    leader = signed_in(SECTION_HEAD)
    words = {"reason": CANARY, "summary": CANARY, "text": CANARY, "note": CANARY}
    scan = pdf(CANARY)
    of_case = f"/ho-so/{case.registered.code}"

    intake = registrar.get(f"{FORM}?mat={level}").values("bieu-mau")
    yield "intake.register", registrar.post(f"{FORM}?mat={level}", intake | words)
    yield (
        "intake.register with a file",
        registrar.post(f"{FORM}?mat={level}", intake, files={"attachments": ("mau.pdf", scan)}),
    )
    yield "intake.keep", registrar.post(f"{FORM}/nhap?mat={level}", words)
    yield "intake.look_for_duplicates", registrar.post(f"{FORM}/trung?mat={level}", words)

    item = petition.item("propose_handling")
    step = f"/buoc/{petition.run_id}/{item.task_id}"
    typed = officer.get(step).values("bieu-mau")
    yield "steps.finish", officer.post(step, typed | words)
    yield "steps.finish with a file", officer.post(step, typed, files={"paper": ("a.pdf", scan)})
    yield "steps.keep", officer.post(f"{step}/nhap", words)

    message = f"/viec-phat-sinh/{case.run_id}/withdrawn"
    file = {"paper": ("a.pdf", scan)}
    yield "messages.record", registrar.post(message, {}, files=file)
    yield "messages.keep", registrar.post(f"{message}/nhap", {"withdrawn_by": CANARY})

    start = f"{of_case}/thao-tac/complaint_verification_extension"
    yield "procedures.start", head.post(start, words)
    yield "procedures.keep", head.post(f"{start}/nhap", words)

    papers = {"type": "notice"}
    files = {"files": ("mau.pdf", scan)}
    yield "papers.add", head.post(f"{of_case}/tai-lieu/them", papers, files=files)
    document = case.documents[0]
    yield (
        "papers.scan",
        head.post(f"{of_case}/tai-lieu/{document.id}/tep", {}, files={"file": ("a.pdf", scan)}),
    )
    yield "notes.write", head.post(f"{of_case}/ghi-chu", words)
    yield "notes.write a direction", head.post(f"{of_case}/chi-dao", words)
    note_id = direction(office, people, case)
    yield "notes.answer", head.post(f"{of_case}/chi-dao/{note_id}", words)

    done = next(one for one in case.steps if one.element == "accept")
    yield (
        "corrections.correct",
        head.post(
            f"{of_case}/dinh-chinh/{done.id}",
            {"correction_reason": CANARY, "correction_document": "1/ĐC"},
        ),
    )
    case.go_to("plan_dialogue")
    back = case.item("plan_dialogue")
    sent = {"to": "verify_report", "reason": CANARY}
    yield "ways_back.send", head.post(f"/buoc/{case.run_id}/{back.task_id}/tra-lai", sent)
    petition.do("propose_handling")
    kinds = f"/ho-so/{petition.registered.code}"
    told = {"summary": CANARY, "title": CANARY, "_confirmed": "yes", "_seen": ""}
    yield "kinds.change", head.post(f"{kinds}/doi-loai", told)
    yield "kinds.change by a split", head.post(f"{kinds}/tach-don", told)
    yield (
        "secrecy.propose",
        head.post(f"{kinds}/do-mat/de-nghi", {"reason": CANARY, "text": CANARY}),
    )
    yield from _at_assignment(office, people, petition, hands, head, officer, leader)
    yield (
        "transfers.give_back",
        registrar.post(
            f"/don-chuyen-den/{passed_on(office, people, petition)}/tra-lai", {"reason": CANARY}
        ),
    )


def _at_assignment(office, people, petition, hands, head, officer, leader):
    item = petition.items[0]
    other = str(people["section_head"].account_id)
    work = f"/phan-cong/viec/{item.id}"
    yield "separation.override", head.post(f"{work}/ngoai-le", {"reason": CANARY})
    ticked = {"viec": f"{item.id}-0", "person": other, "reason": CANARY}
    yield "assignment.assign_many", head.post("/phan-cong", ticked)
    yield (
        "assignment.assign",
        head.post(f"{work}/giao", {"person": other, "holder": "0", "reason": CANARY}),
    )
    hands.assign(people["head"], item, to=people["section_head"])
    holder = {"holder": other, "reason": CANARY}
    yield "assignment.recall", head.post(f"{work}/thu-hoi", holder)
    propose = f"/viec-cua-toi/{item.id}/de-xuat-giao-lai"
    yield "hand_back.propose", leader.post(propose, {"reason": CANARY})
    assert leader.post(propose, {}).status == 200
    yield "assignment.decline", head.post(f"{work}/khong-dong-y", holder)


def direction(office, people, case):
    row = {
        "subject_kind": case.subject[0],
        "subject_id": case.subject[1],
        "kind": "direction",
        "text": "",
        "written_by_id": people["section_head"].account_id,
        "written_at": office.clock.now(),
        "for_account_id": people["head"].account_id,
    }
    with office.database.writing() as tx:
        return tx.scalars(insert(Note).returning(Note.id), [row]).one()


def passed_on(office, people, petition):
    with office.database.writing() as tx:
        other = tx.scalars(select(Unit.id).where(Unit.code == "mau-binh")).one()
        row = {
            "petition_id": petition.registered.petition_id,
            "run_id": petition.run_id,
            "from_unit_id": other,
            "to_unit_id": people["registrar"].assignments[0].unit_id,
            "sent_on": office.today(),
            "status": "sent",
        }
        return tx.scalars(insert(Transfer).returning(Transfer.id), [row]).one()


def post_endpoints(office):
    rules = create_app(office.settings, office).url_map.iter_rules()
    return {rule.endpoint for rule in rules if "POST" in rule.methods}


def dump(office):
    """Everything that stands in the database, as text."""
    with office.database.reading() as tx:
        tables = tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return "\n".join(
            str(tuple(row))
            for table in tables
            for row in tx.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        )


class TestLevelPage:
    def test_lets_one_propose_and_another_confirm(self, signed_in, complaint):
        leader, head = signed_in(SECTION_HEAD), signed_in(HEAD)
        address = f"/ho-so/{complaint.registered.code}"
        page = leader.get(leader.get(address).link("Đổi độ mật"))
        page = leader.submit(
            page,
            "bieu-mau",
            level="toi_mat",
            reason="marked",
            document_number="07/QĐ-M",
            document_on="26/08/2026",
        )
        assert "một lãnh đạo khác của đơn vị quyết định" in page.text
        page = head.get(head.get(address).link("Xem đề nghị"))
        assert "2 người, cơ quan ghi trên đơn" in page.text
        unconfirmed = head.submit(page, "bieu-mau")
        assert (unconfirmed.status, len(unconfirmed.errors)) == (422, 1)
        page = head.submit(page, "bieu-mau", _confirmed="yes")
        assert "TỐI MẬT" in page.text
        assert "Lê Văn C đồng ý" in page.text
        assert SHOWN_TITLE in page.text

    def test_lets_its_author_withdraw(self, signed_in, complaint):
        leader = signed_in(SECTION_HEAD)
        address = f"/ho-so/{complaint.registered.code}/do-mat"
        page = leader.submit(
            leader.get(address),
            "bieu-mau",
            level="mat",
            reason="listed",
            document_number="07/QĐ-M",
            document_on="26/08/2026",
        )
        page = leader.submit(page, "thoi")
        assert "đã rút" in page.text
        assert "Độ mật: thường" in page.text

    def test_says_everything_that_is_missing_at_once(self, signed_in, complaint):
        leader = signed_in(SECTION_HEAD)
        page = leader.get(f"/ho-so/{complaint.registered.code}/do-mat")
        page = leader.submit(page, "bieu-mau")
        assert (page.status, len(page.errors)) == (422, 4)

    def test_is_not_for_people_outside(self, visitor, signed_in, complaint):
        stranger = signed_in(STRANGER)
        assert stranger.get(f"/ho-so/{complaint.registered.code}/do-mat").status == 404


@pytest.mark.browser
class TestBarriers:
    @pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
    def test_are_none_on_the_pages_of_secret_records(self, open_as, secret, complaint, size):
        item = secret.item("propose_handling")
        open_record = f"/ho-so/{complaint.registered.code}/do-mat"
        for who, address in (
            (REGISTRAR, "/tiep-nhan-don"),
            (REGISTRAR, f"{FORM}?mat=mat"),
            (HEAD, f"/ho-so/{secret.registered.code}"),
            (OFFICER, f"/buoc/{secret.run_id}/{item.task_id}"),
            (HEAD, open_record),
        ):
            window = open_as(who, address)
            window.set_viewport_size({"width": size[0], "height": size[1]})
            assert find_barriers(window) == [], address

    def test_are_none_for_the_keyboard_on_the_page_of_the_level(self, open_as, complaint):
        window = open_as(HEAD, f"/ho-so/{complaint.registered.code}/do-mat")
        window.locator("#level-0").focus()
        window.keyboard.press("Space")
        window.keyboard.press("Tab")
        assert window.evaluate("document.activeElement.name") == "reason"
