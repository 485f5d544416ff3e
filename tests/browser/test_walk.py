"""A complaint goes its whole way, from the counter to enforcement: seven people, seven browsers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from app.rendering.words import lower_first
from config.clock import TIME_ZONE
from tests.browser.case_on_screen import CaseOnScreen, read_case
from tests.browser.conftest import (
    COLLEAGUE,
    HEAD,
    INSPECTOR,
    OFFICER,
    REGISTRAR,
    SECTION_HEAD,
    VERIFIER,
)
from tests.browser.paper import Typed, attach, scan, send, type_in
from tests.browser.served import ServedOffice
from tests.browser.windows import Windows
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser

TRIAGE = "Xử lý đơn"
ACCEPTANCE = "Thụ lý hoặc không thụ lý"
HANDLING = "Xử lý đơn"
GUIDING = "Gửi văn bản hướng dẫn, trả đơn, chuyển đơn"
RESOLUTION = "Giải quyết khiếu nại lần đầu"
SENDING = "Gửi quyết định giải quyết lần đầu"
ARCHIVING = "Đóng và lưu trữ hồ sơ"
NOTICE = "Gửi thông báo đối thoại"
FORCE = "Quyết định có hiệu lực pháp luật"
REPORT = scan(pages=3)


@dataclass(frozen=True)
class Turn:
    """One step of the way.

    Attributes:
        day: Day of the office, ``mm-dd``, at ten o'clock unless an hour follows.
        person: Whose turn it is.
        step: Element of the diagram; its form has the same name.
        name: What the step is called on screen.
        typed: Answers other than the usual ones.
        paper: File that is attached.
    """

    day: str
    person: str
    step: str
    name: str
    typed: Typed = field(default_factory=dict)
    paper: str = ""

    @property
    def at(self) -> datetime:
        day, _, hour = self.day.partition(" ")
        return datetime.fromisoformat(f"2026-{day}T{hour or '10'}:00").replace(tzinfo=TIME_ZONE)

    @property
    def answers(self) -> Typed:
        return usual_answers(self.step, self.at.date()) | self.typed


WAY = (
    Turn("08-26", REGISTRAR, "register", "Tiếp nhận, vào sổ đơn khiếu nại"),
    Turn("08-27", OFFICER, "propose_handling", "Đề xuất hướng xử lý đơn"),
    Turn("08-28", SECTION_HEAD, "approve_proposal", "Duyệt đề xuất"),
    Turn("09-03", HEAD, "accept", "Thụ lý hoặc không thụ lý"),
    Turn("09-03 11", HEAD, "recheck", "Kiểm tra lại quyết định bị khiếu nại"),
    Turn(
        "09-04",
        HEAD,
        "assign_verification",
        "Giao xác minh",
        {"verifier": VERIFIER, "verify_until": "18/09/2026"},
    ),
    Turn("09-10", VERIFIER, "verify", "Xác minh, làm việc với người khiếu nại"),
    Turn(
        "09-14",
        VERIFIER,
        "verify_report",
        "Báo cáo kết quả xác minh",
        {"findings_differ": "yes"},
        "báo cáo xác minh.pdf",
    ),
    Turn("09-14 11", HEAD, "plan_dialogue", "Thông báo đối thoại", {"planned_on": "21/09/2026"}),
    Turn("09-21", HEAD, "dialogue", "Đối thoại"),
    Turn(
        "09-24",
        HEAD,
        "decide",
        "Ra quyết định giải quyết",
        {"enforcement_required": "yes", "orders_something": "yes"},
    ),
    Turn("09-25", REGISTRAR, "send_decision", "Gửi quyết định"),
    Turn("10-01", OFFICER, "close_case", "Đóng hồ sơ và lưu trữ"),
    Turn("10-26", OFFICER, "watch_legal_force", "Theo dõi hiệu lực quyết định"),
)
STEPS = [turn.step for turn in WAY]

ENFORCEMENT = (
    Turn(
        "10-26 11",
        HEAD,
        "order_enforcement",
        "Thi hành quyết định giải quyết",
        {"enforcer": COLLEAGUE},
    ),
    Turn(
        "11-02",
        COLLEAGUE,
        "report_progress",
        "Báo cáo tiến độ thi hành",
        {
            "progress": "finished",
            "done_recover_money": "120,5",
            "done_return_land_individual": "85,5",
            "done_beneficiaries_individual": "1",
            "disciplined_persons": "2",
            "disciplined_officials": "2",
        },
    ),
    Turn("11-03", COLLEAGUE, "write_final_report", "Báo cáo kết quả thi hành"),
    Turn("11-04", HEAD, "close_enforcement", "Xem xét kết thúc thi hành"),
)
"""What follows when the decision has taken legal force and orders something."""
ROWS = {
    "propose_handling": "09/09/2026 còn 13 ngày",
    "approve_proposal": "09/09/2026 còn 12 ngày",
    "accept": "09/09/2026 còn 6 ngày",
    "recheck": "05/10/2026 còn 32 ngày",
    "assign_verification": "05/10/2026 còn 31 ngày",
    "verify": "18/09/2026 còn 8 ngày",
    "verify_report": "18/09/2026 còn 4 ngày",
    "plan_dialogue": "05/10/2026 còn 21 ngày",
    "dialogue": "05/10/2026 còn 14 ngày",
    "decide": "05/10/2026 còn 11 ngày",
    "send_decision": "29/09/2026 còn 4 ngày",
    "close_case": "26/10/2026 còn 25 ngày",
}
"""Step -> how its row begins in the list of the person whose turn it is."""

DEADLINES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "register": {
        ACCEPTANCE: ("09/09/2026", "còn 14 ngày · 7 ngày làm việc"),
        HANDLING: ("14/09/2026", "còn 19 ngày · 10 ngày làm việc"),
        GUIDING: ("14/09/2026", "còn 19 ngày · 10 ngày làm việc"),
    },
    "propose_handling": {
        ACCEPTANCE: ("09/09/2026", "còn 13 ngày · 6 ngày làm việc"),
        HANDLING: ("14/09/2026", "còn 18 ngày · 9 ngày làm việc"),
        GUIDING: ("14/09/2026", "còn 18 ngày · 9 ngày làm việc"),
    },
    "approve_proposal": {ACCEPTANCE: ("09/09/2026", "còn 12 ngày · 5 ngày làm việc")},
    "accept": {
        ACCEPTANCE: ("09/09/2026", "đúng hạn, 03/09"),
        RESOLUTION: ("05/10/2026", "còn 32 ngày · 22 ngày làm việc"),
    },
    "decide": {
        ACCEPTANCE: ("09/09/2026", "đúng hạn, 03/09"),
        RESOLUTION: ("05/10/2026", "đúng hạn, 24/09"),
        SENDING: ("29/09/2026", "còn 5 ngày · 3 ngày làm việc"),
        NOTICE: ("16/09/2026", "đúng hạn, 14/09"),
        FORCE: ("24/10/2026", "còn 30 ngày · 21 ngày làm việc"),
    },
    "close_case": {
        ACCEPTANCE: ("09/09/2026", "đúng hạn, 03/09"),
        RESOLUTION: ("05/10/2026", "đúng hạn, 24/09"),
        SENDING: ("29/09/2026", "đúng hạn, 25/09"),
        ARCHIVING: ("26/10/2026", "đúng hạn, 01/10"),
        NOTICE: ("16/09/2026", "đúng hạn, 14/09"),
        FORCE: ("24/10/2026", "còn 23 ngày · 16 ngày làm việc"),
    },
}
"""Step -> the deadlines right after it. Three days off lie between 28/08 and 03/09/2026, and two
terms end on a weekend."""


@dataclass
class Walk:
    """What was seen on the way.

    Attributes:
        code: Code that the case was given when triage opened it.
        codes: Step -> code of the page after it: first that of the petition.
        rows: Step -> its row in the task list of the person whose turn it was.
        after: Step -> the case page right after it.
        downloaded: The attached report, as somebody else gets it.
        buttons: What one may still do with the case in the end.
        waits: Whether the unit's list still has the case.
        enforced: Step of the enforcement -> the case page right after it.
        supervised: The page of the case as the inspectorate sees it in the end.
        mine: Rows of the officer's list of finished steps.
    """

    code: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    after: dict[str, CaseOnScreen] = field(default_factory=dict)
    downloaded: bytes = b""
    enforced: dict[str, CaseOnScreen] = field(default_factory=dict)
    supervised: str = ""
    buttons: str = ""
    waits: bool = True
    mine: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walk(browser: Any, own_site: ServedOffice) -> Walk:
    """The whole way of one complaint."""
    windows = Windows(browser, own_site)
    walk = Walk()
    own = {person: windows.open(person) for person in sorted({turn.person for turn in WAY})}
    for turn in WAY:
        own_site.clock.move_to(turn.at)
        page = own[turn.person]
        page.goto("/viec-cua-toi")
        if turn.step == "register":
            page.get_by_role("link", name="Tiếp nhận").click()
            page.get_by_role("link", name="Khiếu nại Đề nghị").click()
        else:
            row = page.get_by_role("row").filter(has_text=walk.code).filter(has_text=turn.name)
            walk.rows[turn.step] = " ".join(row.inner_text().split())
            row.get_by_role("link", name=turn.name).click()
        take(page, turn)
        walk.code = walk.codes[turn.step] = page.locator("h1").inner_text()
        walk.after[turn.step] = read_case(page)
    look_back(own[OFFICER], walk)
    enforce(windows, own_site, walk)
    windows.close()
    assert windows.complaints == []
    return walk


def take(page: Any, turn: Turn) -> None:
    """Fill in the form of a step and send it."""
    type_in(page, turn.answers)
    if turn.paper:
        attach(page, turn.paper, REPORT)
    send(page)
    page.wait_for_url("**/ho-so/*")


def enforce(windows: Windows, site: ServedOffice, walk: Walk) -> None:
    """Carry the decision out; the inspectorate looks at what became of it."""
    for turn in ENFORCEMENT:
        site.clock.move_to(turn.at)
        page = windows.open(turn.person, f"/ho-so/{walk.code}")
        if turn.step == "order_enforcement":
            page.get_by_text("Thao tác khác").click()
            page.locator(".menu-list").get_by_role("link", name=turn.name).click()
        else:
            page.get_by_role("link", name=f"Làm bước: {turn.name}").click()
        take(page, turn)
        walk.enforced[turn.step] = read_case(page)
    page = windows.open(INSPECTOR, f"/ho-so/{walk.code}")
    walk.supervised = page.locator("main").inner_text()


def look_back(page: Any, walk: Walk) -> None:
    """See what is left when all is done: the scan for others, nothing to do for anybody."""
    page.goto(f"/ho-so/{walk.code}")
    walk.buttons = page.locator(".page-head .acts").inner_text().strip()
    link = page.get_by_role("link", name="51/BC")
    walk.downloaded = page.request.get(link.get_attribute("href")).body()
    page.goto("/viec-cua-toi?nhom=unit")
    walk.waits = page.get_by_role("row").filter(has_text=walk.code).count() > 0
    page.goto("/viec-cua-toi?nhom=done")
    walk.mine = page.get_by_role("row").filter(has_text=walk.code).all_inner_texts()


def name_of_step(cell: str) -> str:
    """Return the name in a row of the history, without result, procedure and what one may do."""
    first = cell.splitlines()[0].partition(":")[0]
    return first.removesuffix("Đính chính").removesuffix(TRIAGE).strip()


def after(*steps: str) -> Any:
    """Ask the same of the case page after each step."""
    return pytest.mark.parametrize("step", steps or STEPS)


class TestTaskList:
    @after(*ROWS)
    def test_shows_the_step_with_its_due_date_to_the_one_whose_turn_it_is(self, walk, step):
        before = STEPS[STEPS.index(step) - 1]
        assert walk.rows[step].startswith(f"{ROWS[step]} {walk.codes[before]}")

    def test_says_that_a_step_given_to_one_person_is_theirs(self, walk):
        assert walk.rows["verify_report"].endswith("Tôi")
        assert walk.rows["dialogue"].endswith("Nhận việc")

    def test_is_rid_of_the_case_in_the_end(self, walk):
        assert not walk.waits

    def test_keeps_what_one_did_in_the_last_days(self, walk):
        assert "Theo dõi hiệu lực quyết định" in walk.mine[0]


class TestEnforcement:
    @pytest.mark.parametrize("place", range(len(ENFORCEMENT) - 1))
    def test_waits_for_its_next_step(self, walk, place):
        step, following = ENFORCEMENT[place].step, ENFORCEMENT[place + 1]
        assert walk.enforced[step].status == f"Đang chờ: {lower_first(following.name)}"

    def test_ends_when_the_head_finds_nothing_left_to_do(self, walk):
        assert walk.enforced["close_enforcement"].status.startswith("Đã kết thúc")

    def test_is_seen_by_the_inspectorate_with_what_was_owed_and_done(self, walk):
        assert "Thi hành quyết định" in walk.supervised
        assert "120,5" in walk.supervised
        assert "85,5" in walk.supervised


class TestCasePage:
    @after(*(step for step in STEPS[:-1] if step != "send_decision"))
    def test_says_which_step_comes_next(self, walk, step):
        following = WAY[STEPS.index(step) + 1]
        assert walk.after[step].status == f"Đang chờ: {lower_first(following.name)}"
        if step != "register":
            assert walk.after[step].said == f"Đã chuyển sang bước {following.name}"

    @after()
    def test_shows_the_place_of_the_case_on_the_diagram(self, walk, step):
        place = STEPS.index(step) + 1
        after_sending = ["close_case", "watch_legal_force"]
        waiting = after_sending if step == "send_decision" else STEPS[place : place + 1]
        assert sorted(walk.after[step].current) == sorted(waiting)
        begins = 0 if walk.codes[step] != walk.code else STEPS.index("accept")
        assert set(walk.after[step].done) == set(STEPS[begins:place])
        assert walk.after[step].late == []

    @after(*DEADLINES)
    def test_shows_what_is_due_when_and_whether_it_was_in_time(self, walk, step):
        assert walk.after[step].deadlines == DEADLINES[step]

    @after()
    def test_lists_the_finished_steps_newest_first(self, walk, step):
        done = WAY[: STEPS.index(step) + 1]
        shown = [(at, name_of_step(name), who) for at, name, who, *_ in walk.after[step].steps]
        assert shown == [
            (f"{turn.at:%d/%m/%Y %H:%M}", turn.name, turn.person) for turn in reversed(done)
        ]

    def test_gives_the_number_when_the_petition_was_registered(self, walk):
        assert walk.codes["register"].startswith("D-2026-")
        assert walk.after["register"].said == f"Đã vào sổ: đơn {walk.codes['register']}"

    def test_is_that_of_the_case_as_soon_as_triage_has_opened_it(self, walk):
        assert walk.codes["approve_proposal"] == walk.code
        assert walk.code.startswith("KN-2026-")

    def test_lists_the_papers_that_were_issued(self, walk):
        numbers = [text.split()[0] for text in walk.after["close_case"].documents]
        assert numbers == [
            "61/QĐ-UBND",
            "Biên",
            "55/TB-UBND",
            "51/BC",
            "46/BB",
            "41/QĐ-UBND",
            "31/TB-UBND",
            "11/PĐX",
        ]

    def test_masks_the_papers_and_the_telephone_of_the_complainant(self, walk):
        facts = walk.after["register"].facts
        assert "Lý Văn P" in facts
        assert "048000000123" not in facts
        assert "0905 000 111" not in facts

    def test_hands_out_the_scan_as_it_was_attached(self, walk):
        assert walk.downloaded == REPORT

    def test_is_closed_in_the_end_with_nothing_left_to_do(self, walk):
        assert walk.after["watch_legal_force"].status == "Đã kết thúc: có quyết định giải quyết"
        assert walk.buttons == "Phiếu in"
