"""What each role gets at each screen is what the table says: every address, every role, both sides.

The table, ``tests/data/role_screens.csv``, is written by hand, for the inspectorate to read.
A page that is added fails here until it has its lines there; what an address names in angle
brackets is made in ``things.py``, what has to be posted stands in ``bodies.py``.
"""

from collections.abc import Iterator

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.rendering.work_links import TABS
from tests.cases.answers import AUTHOR
from tests.screens.office import screens
from tests.screens.table import ANY, FORBIDDEN, NOTHING, OTHER, OWN, SIGNED_OUT, read_rows
from tests.screens.tries import Tries

ROWS = list(read_rows())
METHODS = {"GET", "POST"}
KNOWS_OF_ALL = {"inspectorate"}
ONE_OF_EACH_KIND = {"registrar", "head", "unit_it", "lookup", "rule_editor", "administrator"}
"""Of the roles that the policy tells apart: theirs are the pages that are compared word by word."""
THEIR_MATTER = "Khiếu nại Quyết định 412/QĐ-UBND"
KNOWN_TO_ALL = "<thời hạn riêng>"
"""Everybody reads on the page of a term what units have set for it."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tries]:
    with screens(tmp_path_factory.mktemp("screens")) as tries:
        yield tries


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_role_gets_what_the_table_says(office, row):
    observed = {role: office.observe(row, role) for role in row.cells}
    assert observed == row.cells


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.unit == OTHER and KNOWN_TO_ALL not in row.address], ids=str
)
def test_what_belongs_to_others_is_answered_like_what_does_not_exist(office, row):
    """Who may not know of it cannot tell the two apart: neither by the status nor by the page."""
    kept_from = {
        role: cell
        for role, cell in row.cells.items()
        if role in ONE_OF_EACH_KIND | KNOWS_OF_ALL
        if cell == NOTHING or (cell == FORBIDDEN and role not in KNOWS_OF_ALL)
    }
    assert [role for role in kept_from if not office.looks_missing(row, role)] == []


@pytest.mark.parametrize("role", ["rule_editor", "administrator", "unit_it", "lookup"])
def test_lists_tell_who_reads_no_record_of_none(office, role):
    """The table says who gets to a list; here, that it has nothing for them to read.

    But for Tra cứu, where look-up accounts find what they were given to find.
    """
    lists = {row.address for row in ROWS if row.unit == ANY and row.method == "GET"}
    lists |= {f"/viec-cua-toi?nhom={tab}" for tab in TABS}
    lists -= {"/tra-cuu"} if role == "lookup" else set()
    told = {address: office.told(address, role) for address in sorted(lists)}
    names = [word.encode() for word in (AUTHOR, THEIR_MATTER)]
    assert [each for each, page in told.items() if any(name in page for name in names)] == []


def test_lists_tell_the_staff_of_them(office):
    """So the words above are the right ones."""
    page = office.told("/viec-cua-toi?nhom=unit", "registrar")
    assert AUTHOR.encode() in page
    assert THEIR_MATTER.encode() in page


class TestTheTable:
    def test_has_every_address_there_is(self, office):
        adapter = office.app.url_map.bind("localhost")
        tried = set()
        for row in ROWS:
            try:
                rule, _ = adapter.match(
                    office.address(row).partition("?")[0], row.method, return_rule=True
                )
            except (HTTPException, RequestRedirect) as wrong:
                pytest.fail(f"{row}: {wrong}")
            tried.add((rule.rule, row.method))
        there = {
            (rule.rule, method)
            for rule in office.app.url_map.iter_rules()
            for method in METHODS & set(rule.methods or ())
        }
        assert there - tried == set()

    def test_tells_both_sides_of_what_belongs_to_a_unit(self):
        sides: dict[tuple[str, str], list[str]] = {}
        for row in ROWS:
            sides.setdefault((row.method, row.address), []).append(row.unit)
        wrong = {
            each: found
            for each, found in sides.items()
            if found != ([OWN, OTHER] if "<" in each[1] else [ANY])
        }
        assert wrong == {}

    def test_lets_nobody_in_who_has_not_signed_in(self, office):
        """But for the pages of the sign-in itself, and what shows them."""
        public = {row.address for row in ROWS if row.cells[SIGNED_OUT] != "đăng nhập"}
        assert public == {
            "/bao-loi/moi",
            "/dang-nhap",
            "/dang-nhap/ma-xac-nhan",
            "/dang-nhap/mot-lan",
            "/dang-nhap/mot-lan/tra-loi",
            "/dang-nhap/nguoi-dung-thu",
            "/healthz",
            "/static/theme.css",
        }
