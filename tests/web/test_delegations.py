"""Ủy quyền, thay khi nghỉ on screen: given, seen on every page, revoked while a form is open."""

from datetime import date, time

import pytest
from sqlalchemy import update

from cases.models.role_assignment import RoleAssignment
from tests.cases.authority import Authority
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD, VERIFIER

INSPECTOR = "Bùi Thị H"
ON_PAPER = {"number": "12/UQ-UBND", "issued_on": "26/08/2026"}
DAYS = {"valid_from": "26/08/2026", "valid_to": "31/08/2026"}


@pytest.fixture
def authority(office):
    return Authority(office)


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


@pytest.fixture
def delegated(authority, people):
    return authority.delegate(people["head"], people["registrar"])


@pytest.fixture
def appointed(authority, people):
    return authority.appoint(people["head"], people["verifier"], people["petition_officer"])


def rows(page):
    return [" ".join(each.text_content().split()) for each in page.tree.xpath("//tbody/tr")]


class TestThePage:
    def test_lets_the_head_delegate(self, head, people):
        page = head.get(head.get("/phan-cong").link("Ủy quyền"))
        assert "Chưa có ủy quyền nào" in page.text
        to = str(people["registrar"].account_id)
        typed = {"delegate": to, "powers": ["assigning", "monitoring"], **DAYS, **ON_PAPER}
        page = head.submit(page, "bieu-mau", **typed)
        assert page.said == "Đã ghi ủy quyền"
        (row,) = rows(page)
        for part in (REGISTRAR, f"TUQ. {HEAD}", "12/UQ-UBND ngày 26/08/2026", "đang hiệu lực"):
            assert part in row

    def test_says_what_is_missing_and_keeps_what_was_typed(self, head, people):
        page = head.submit(head.get("/uy-quyen"), "bieu-mau", number="12/UQ-UBND")
        assert page.status == 422
        assert page.errors[0] == "Người được ủy quyền: chọn một mục"
        assert page.field("number") == "12/UQ-UBND"

    def test_offers_the_staff_of_the_unit_who_lead_nothing(self, head):
        page = head.get("/uy-quyen")
        offered = " ".join(page.tree.xpath("//select[@name='delegate']/option/text()"))
        assert OFFICER in offered
        assert VERIFIER in offered
        assert SECTION_HEAD not in offered
        assert HEAD not in offered

    def test_lets_leaders_appoint_a_substitute(self, signed_in, people):
        leader = signed_in(SECTION_HEAD)
        page = leader.get("/uy-quyen/thay-nghi-phep")
        assert "Chưa ai được cử làm thay" in page.text
        away, to = (str(people[role].account_id) for role in ("petition_officer", "verifier"))
        page = leader.submit(page, "bieu-mau", away=away, delegate=to, **DAYS, **ON_PAPER)
        assert page.said == "Đã cử người làm thay"
        assert f"{OFFICER} → {VERIFIER}" in rows(page)[0]

    def test_shows_to_everybody_of_the_unit_and_asks_only_who_may_decide(
        self, delegated, officer, signed_in
    ):
        for visitor in (officer, signed_in(INSPECTOR)):
            page = visitor.get("/uy-quyen")
            assert REGISTRAR in rows(page)[0]
            assert not page.tree.xpath("//form[@id='bieu-mau'] | //button[contains(., 'Thu hồi')]")
        posted = officer.post("/uy-quyen", {**DAYS, **ON_PAPER})
        assert posted.status in {403, 422}

    def test_counts_what_was_done_and_revokes(
        self, authority, delegated, head, registrar, complaint, people
    ):
        page = registrar.get("/phan-cong")
        to = str(people["petition_officer"].account_id)
        picked = page.tree.xpath("//input[@name='viec']/@value")
        registrar.submit(page, "giao", viec=picked, person=to)
        page = head.get("/uy-quyen")
        assert "1 thao tác" in rows(page)[0]
        page = head.post(f"/uy-quyen/{delegated}/thu-hoi", {"kind": "powers"})
        assert page.said == "Đã thu hồi; việc đã làm giữ nguyên"
        assert "hết hiệu lực: thu hồi 26/08/2026" in rows(page)[0]
        assert "đã kết thúc" in head.post(f"/uy-quyen/{delegated}/thu-hoi").said


class TestTUQ:
    """Người được ủy quyền thực hiện với danh nghĩa thừa ủy quyền."""

    @pytest.mark.parametrize("address", ["/hom-nay", "/viec-cua-toi", "/phan-cong", "/tra-cuu"])
    def test_stands_on_every_screen_of_the_delegate(self, delegated, registrar, address):
        page = registrar.get(address)
        (line,) = page.all("acting")
        assert line.text_content().split()[:4] == ["TUQ.", "Lê", "Văn", "C:"]
        assert "TUQ." in page.all("who")[0].text_content()

    def test_stands_at_the_step_that_a_substitute_did(
        self, appointed, authority, people, complaint, officer
    ):
        complaint.do("propose_handling", by=authority.now(people["verifier"]))
        code = complaint.registered.code
        for address in (f"/ho-so/{code}", f"/ho-so/{code}/phieu"):
            assert f"TUQ. {OFFICER}: {VERIFIER}" in officer.get(address).text

    def test_stands_in_no_screen_of_others(self, delegated, officer):
        assert not officer.get("/viec-cua-toi").all("acting")


class TestRevokedWhileAFormIsOpen:
    """Thu hồi được ngay: what is sent afterwards changes nothing, and nothing typed is lost."""

    def test_on_the_list_of_steps(
        self, authority, delegated, people, registrar, complaint, signed_in
    ):
        page = registrar.get("/phan-cong")
        authority.end(people["head"], delegated)
        picked = page.tree.xpath("//input[@name='viec']/@value")
        to = str(people["petition_officer"].account_id)
        page = registrar.submit(page, "giao", viec=picked, person=to, reason="Giao gấp.")
        assert (page.status, page.title) == (403, f"Ủy quyền của {HEAD} đã hết hiệu lực")
        assert f"{HEAD} đã thu hồi lúc 10:00" in page.text
        assert "Giao gấp." in page.text
        assert complaint.items[0].assignee_id is None
        assert registrar.get("/phan-cong").title == f"Ủy quyền của {HEAD} đã hết hiệu lực"

    def test_when_the_giver_has_lost_the_right(
        self, office, authority, delegated, people, registrar, complaint
    ):
        with office.database.writing() as tx:
            of_head = update(RoleAssignment).where(
                RoleAssignment.account_id == people["head"].account_id
            )
            tx.execute(of_head.values(valid_to=date(2026, 8, 25)))
        page = registrar.post("/phan-cong", {"viec": f"{complaint.items[0].id}:0", "person": "1"})
        assert f"{HEAD} không còn giữ quyền đó" in page.text

    def test_one_that_has_yet_to_begin_has_not_ended(self, authority, people, registrar, complaint):
        authority.delegate(people["head"], people["registrar"], valid_from="27/08/2026")
        page = registrar.post("/phan-cong", {"viec": f"{complaint.items[0].id}:0", "person": "1"})
        assert page.title == "Bạn không có quyền làm việc này"

    def test_at_a_direction(self, authority, delegated, people, registrar, complaint):
        address = f"/ho-so/{complaint.registered.code}/chi-dao"
        page = registrar.get(address)
        authority.end(people["head"], delegated)
        page = registrar.post(address, page.values("bieu-mau") | {"text": "Báo cáo ngay."})
        assert page.title == f"Ủy quyền của {HEAD} đã hết hiệu lực"
        assert "Báo cáo ngay." in page.text

    def test_at_a_step(self, authority, appointed, people, signed_in, complaint):
        substitute = signed_in(VERIFIER)
        item = complaint.item("propose_handling")
        address = f"/buoc/{complaint.run_id}/{item.task_id}"
        page = substitute.get(address)
        values = page.values("bieu-mau")
        name = page.tree.xpath("//form[@id='bieu-mau']//textarea/@name")[0]
        authority.end(people["head"], appointed)
        page = substitute.post(address, values | {name: "Phần đã gõ dở"})
        assert page.title == f"Bạn thôi làm thay {OFFICER}"
        assert "Phần đã gõ dở" in page.text
        assert "propose_handling" in complaint.open

    def test_at_midnight_likewise(self, authority, delegated, signed_in, complaint, people):
        authority.set_clock(date(2026, 8, 31), time(23, 55))
        registrar = signed_in(REGISTRAR)
        page = registrar.get("/phan-cong")
        authority.set_clock(date(2026, 9, 1), time(0, 1))
        picked = page.tree.xpath("//input[@name='viec']/@value")
        page = registrar.submit(page, "giao", viec=picked, person="1", reason="Giao gấp.")
        assert "Ngày cuối là 31/08/2026" in page.text
        assert "Giao gấp." in page.text

    def test_somebody_who_never_had_it_is_told_the_usual(self, officer, complaint):
        page = officer.post("/phan-cong", {"viec": f"{complaint.items[0].id}:0", "person": "1"})
        assert page.title == "Bạn không có quyền làm việc này"
