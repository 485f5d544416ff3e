"""Every page there is: for everybody, by keyboard alone, and with names as long as they may be.

The pages are those of the map of addresses, not of a list kept by hand: a page that is added and
that nobody gets to by links fails here until ``FURTHER_PAGES`` says how one gets to it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pyotp import TOTP
from sqlalchemy import select

from cases.actions.set_directory_branch import set_directory_branch
from cases.actions.set_second_factor import set_second_factor
from cases.models.work_item import WorkItem
from cases.second_factor.codes import new_secret
from cases.sweeps.daily_digest import sweep as write_digests
from reports.exports.ask import ask_for_export
from reports.sheets import open_sheet
from tests.browser.conftest import HEAD, INSPECTOR, OFFICER, REGISTRAR, served_copy
from tests.browser.links import Place, find_places, kinds_of_pages
from tests.browser.long_names import give_long_names
from tests.browser.served import ServedOffice
from tests.browser.windows import SCREEN, Windows
from tests.slapd import PEOPLE as PEOPLE_OF_THE_DIRECTORY
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser

ADMINISTRATOR = "Đỗ Văn I"
BRANCH = f"ou=mau-an,{PEOPLE_OF_THE_DIRECTORY}"

PEOPLE = (REGISTRAR, HEAD, OFFICER, INSPECTOR)
"""Whose links are followed: together they get to every page that links lead to."""

NO_PAGES = frozenset(
    {
        *("calendar.download", "cases.download", "exports.download"),  # files
        "handover.minutes",  # a file
        # read by programs
        *("calendar.progress", "exports.progress", "health.show", "sessions.left"),
        *("my_work.start", "numbers.lead_back"),  # lead on at once
        *("single_sign_on.start", "single_sign_on.answer"),  # lead to the provider and back
    }
)
"""Addresses that answer with something else than a page."""


def sign_in(_site: ServedOffice) -> Place:
    return Place("", "/dang-nhap")


def digests(site: ServedOffice) -> Place:
    write_digests(site.office)
    return Place(HEAD, "/ban-tin")


def file_to_be_written(site: ServedOffice) -> Place:
    office, head = site.office, site.people["head"]
    with office.database.writing() as tx:
        sheet = open_sheet(tx, office, head, code="due", asked={})
        number = ask_for_export(tx, office, head, code="due", asked={}, sheet=sheet)
    return Place(HEAD, f"/tep-xuat/{number}")


def direction_to_answer(site: ServedOffice) -> Place:
    head = Visitor(site.address).sign_in_as(HEAD)
    address = f"/ho-so/{site.cases['late_case']}/chi-dao"
    page = head.get(address)
    to = page.tree.xpath("//option[contains(., $name)]/@value", name=OFFICER)[0]
    head.post(address, page.values("bieu-mau") | {"addressee": to, "text": "Báo cáo tôi."})
    officer = Visitor(site.address).sign_in_as(OFFICER)
    return Place(OFFICER, officer.get(f"/ho-so/{site.cases['late_case']}").link("Trả lời"))


def change_of_the_calendar(site: ServedOffice) -> Place:
    inspector = Visitor(site.address).sign_in_as(INSPECTOR)
    page = inspector.get("/quan-tri/lich-lam-viec")
    day_off = {
        "first": "04/09/2026",
        "becomes": "off",
        "reason": "nghỉ hoán đổi",
        "document_number": "Thông báo 77/TB-BNV",
        "document_on": "20/08/2026",
    }
    page = inspector.submit(page, "ngay", **day_off)
    page = inspector.submit(page, "xem-truoc")
    return Place(INSPECTOR, page.address.removeprefix(site.address))


def accounts(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/tai-khoan")


def new_account(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/tai-khoan/moi")


def account_with_a_role(site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, f"/quan-tri/tai-khoan/{site.people['head'].account_id}")


def end_of_a_role(site: ServedOffice) -> Place:
    administrator = Visitor(site.address).sign_in_as(ADMINISTRATOR)
    page = administrator.get(account_with_a_role(site).address)
    return Place(ADMINISTRATOR, page.link("Thôi giao"))


def units_in_the_directory(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/thu-muc")


def unit_in_the_directory(site: ServedOffice) -> Place:
    set_directory_branch(site.office, site.people["administrator"], code="mau-an", branch=BRANCH)
    return Place(ADMINISTRATOR, "/quan-tri/thu-muc/mau-an")


def branch_of_a_unit(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/thu-muc/mau-an/nhanh")


def trouble_to_answer(site: ServedOffice) -> Place:
    officer = Visitor(site.address).sign_in_as(OFFICER)
    page = officer.get("/bao-loi/moi?trang=search.show")
    officer.submit(page, "bieu-mau", kind="slow", text="Tìm lâu.")
    return Place(HEAD, "/bao-loi/1")


def addition_of_a_unit(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/them-don-vi")


def change_of_a_unit(_site: ServedOffice) -> Place:
    return Place(ADMINISTRATOR, "/quan-tri/don-vi/mau-an/sua/cap-tren")


def merger_of_a_unit(_site: ServedOffice) -> Place:
    asked = "xem=1&into=mau-binh&from_day=26/08/2026"
    return Place(ADMINISTRATOR, f"/quan-tri/don-vi/mau-an/sap-nhap?{asked}")


def step_kept_apart(site: ServedOffice) -> Place:
    unit_id = site.people["head"].assignments[0].unit_id
    with site.office.database.reading() as tx:
        item_id = tx.scalars(select(WorkItem.id).where(WorkItem.unit_id == unit_id)).first()
    return Place(HEAD, f"/phan-cong/viec/{item_id}/ngoai-le")


def code_of_a_sign_in(_site: ServedOffice) -> Place:
    return Place("", "/dang-nhap/ma-xac-nhan")


def codes_to_reset(site: ServedOffice) -> Place:
    office, person = site.office, site.people["administrator"]
    secret = new_secret()
    with office.database.writing() as tx:
        code = TOTP(secret).at(office.clock.written_at())
        set_second_factor(tx, office, person, secret=secret, code=code)
    return Place(ADMINISTRATOR, f"/quan-tri/tai-khoan/{person.account_id}/ma-xac-nhan")


FURTHER_PAGES: Mapping[str, Callable[[ServedOffice], Place]] = {
    "account.ask": sign_in,
    "accounts.ask_end": end_of_a_role,
    "accounts.ask_new": new_account,
    "accounts.show": account_with_a_role,
    "accounts.show_all": accounts,
    "calendar.show_change": change_of_the_calendar,
    "digests.show": digests,
    "directory.ask_branch": branch_of_a_unit,
    "directory.show": units_in_the_directory,
    "directory.show_unit": unit_in_the_directory,
    "exports.show": file_to_be_written,
    "notes.ask_answer": direction_to_answer,
    "second_factor.ask": code_of_a_sign_in,
    "second_factor.ask_reset": codes_to_reset,
    "separation.ask": step_kept_apart,
    "unit_mergers.show": merger_of_a_unit,
    "units.ask_change": change_of_a_unit,
    "units.ask_unit": addition_of_a_unit,
    "trouble.follow": trouble_to_answer,
}
"""Pages that one gets to by doing something first."""


PAGES = sorted(set(kinds_of_pages()) - NO_PAGES)


@pytest.fixture(scope="module")
def long_site(
    furnished: ServedOffice, tmp_path_factory: pytest.TempPathFactory, running_slapd: Any
) -> Iterator[ServedOffice]:
    """The demo office, to be given long names; it asks a directory that has other ones."""
    running_slapd.begin()
    running_slapd.put(BRANCH, objectClass="organizationalUnit")
    running_slapd.add_person("moi", "Phạm Thị Mới", under=BRANCH)
    running_slapd.add_person("levanc", "Lê Văn C", under=BRANCH)
    running_slapd.add_person("nguyenvana", "Nguyễn Văn A")
    folder = tmp_path_factory.mktemp("long")
    with served_copy(furnished, folder, **running_slapd.environ) as served:
        yield served


@pytest.fixture(scope="module")
def places(long_site: ServedOffice) -> Mapping[str, Place]:
    """Where each page can be seen; from now on all names are long."""
    further = {name: make(long_site) for name, make in FURTHER_PAGES.items()}
    wanted = frozenset(PAGES) - set(FURTHER_PAGES)
    found = {**find_places(long_site.address, PEOPLE, wanted), **further}
    give_long_names(long_site.office)
    return found


@pytest.fixture(scope="module")
def own_windows(browser: Any, long_site: ServedOffice) -> Iterator[Windows]:
    windows = Windows(browser, long_site)
    yield windows
    windows.close()


@pytest.fixture(scope="module", params=PAGES)
def page(
    request: pytest.FixtureRequest, places: Mapping[str, Place], own_windows: Windows
) -> Iterator[Any]:
    """Each page in turn, opened once for all that is asked of it."""
    place = places.get(request.param)
    assert place, f"No link leads to {request.param}: see FURTHER_PAGES"
    own_windows.close()
    if place.person:
        page = own_windows.open(place.person, place.address)
    else:
        page = own_windows.new()
        page.goto(place.address)
    page.set_viewport_size(SCREEN)
    assert page.locator("h1").count() == 1
    yield page
    complaints, own_windows.complaints = own_windows.complaints, []
    assert complaints == []


FROM_THE_TOP = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
}"""

WATCH = """() => {
    window.reached = [];
    document.addEventListener('focusin', event => {
        const shown = getComputedStyle(event.target);
        const rect = event.target.getBoundingClientRect();
        window.reached.push(event.target);
        event.target.hasNoMark = shown.outlineStyle === 'none' && shown.boxShadow === 'none'
            && shown.borderStyle === 'none' && shown.textDecorationLine === 'none';
        event.target.isOutside = rect.right < 1 || rect.left > innerWidth;
    });
}"""

CONTROLS = """() => {
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary,'
        + ' [tabindex="0"]';
    return [...document.querySelectorAll(all)].filter(each =>
        !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})
    );
}"""

LEFT_OUT = f"""() => {{
    const reached = new Set(window.reached);
    const group = each => each.type === 'radio' && [...reached].some(one =>
        one.type === 'radio' && one.name === each.name && one.form === each.form);
    return ({CONTROLS})().filter(each => !reached.has(each) && !group(each))
        .map(each => each.outerHTML.slice(0, 120));
}}"""

OUT_OF_ORDER = """() => {
    const seen = [...new Set(window.reached)];
    return seen.slice(1).filter((each, place) =>
        seen[place].compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING
    ).map(each => each.outerHTML.slice(0, 120));
}"""

NOT_SEEN = """() => [...new Set(window.reached)].filter(each => each.hasNoMark || each.isOutside)
    .map(each => each.outerHTML.slice(0, 120))"""

STICKS_OUT = """() => [...document.querySelectorAll('main *')].filter(each => {
    const box = each.getBoundingClientRect();
    let around = each.parentElement;
    while (around && getComputedStyle(around).overflowX === 'visible') {
        around = around.parentElement;
    }
    const isFree = !around || around === document.documentElement || around === document.body;
    return box.width > 0 && box.right > innerWidth + 1 && isFree;
}).slice(0, 5).map(each => each.outerHTML.slice(0, 120))"""


class TestEveryPage:
    def test_can_be_used_by_everybody(self, page):
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []

    @pytest.mark.parametrize("width", [1920, 1366])
    def test_does_not_scroll_sideways_however_long_the_names_are(self, page, width):
        page.set_viewport_size({**SCREEN, "width": width})
        assert page.evaluate(STICKS_OUT) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_can_be_used_with_the_keyboard_alone(self, page):
        number = page.evaluate(f"({CONTROLS})().length")
        page.evaluate(FROM_THE_TOP)
        page.evaluate(WATCH)
        for _ in range(number + 2):
            page.keyboard.press("Tab")
        assert page.evaluate(LEFT_OUT) == []
        assert page.evaluate(OUT_OF_ORDER) == []
        assert page.evaluate(NOT_SEEN) == []


def test_every_further_page_is_one_that_there_is():
    assert set(FURTHER_PAGES) | NO_PAGES <= set(kinds_of_pages())
