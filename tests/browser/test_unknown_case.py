"""What one may not see looks exactly like what does not exist."""

import re

import pytest

from tests.browser.conftest import STRANGER

pytestmark = pytest.mark.browser

PASSING = re.compile(rb'(?<=name="_csrf" value=")[^"]+|\b[0-9A-F]{4}-[0-9A-F]{2}\b|\b\d\d:\d\d\b')
"""What differs between two answers to the same question: form token, reference and time."""


@pytest.fixture
def stranger(windows):
    return windows.open(STRANGER)


@pytest.fixture
def pairs(complaint, step_address):
    """Addresses of a case of another ward, each beside one of a case that nobody has."""
    code, run_id = complaint.registered.code, complaint.run_id
    task_id = step_address("propose_handling").rpartition("/")[2]
    return {
        "case": (f"/ho-so/{code}", "/ho-so/KN-2026-999999"),
        "picture": (f"/ho-so/{code}/so-do", "/ho-so/KN-2026-999999/so-do"),
        "deadlines": (f"/ho-so/{code}/thoi-han", "/ho-so/KN-2026-999999/thoi-han"),
        "step": (f"/buoc/{run_id}/{task_id}", f"/buoc/999999/{task_id}"),
        "message": (f"/viec-phat-sinh/{run_id}/withdrawn", "/viec-phat-sinh/999999/withdrawn"),
        "file": ("/tep/1", "/tep/999999"),
    }


@pytest.mark.parametrize("place", ["case", "picture", "deadlines", "step", "message", "file"])
class TestCaseOfAnotherWard:
    def test_is_answered_byte_for_byte_like_no_case(self, stranger, pairs, place):
        seen, unseen = (stranger.request.get(address) for address in pairs[place])
        assert (seen.status, unseen.status) == (404, 404)
        assert PASSING.sub(b"", seen.body()) == PASSING.sub(b"", unseen.body())


class TestPage:
    def test_says_what_may_be_the_reason_and_leads_back(self, stranger, complaint):
        stranger.goto(f"/ho-so/{complaint.registered.code}")
        assert stranger.locator("h1").inner_text() == "Không có trang hoặc hồ sơ này"
        stranger.get_by_role("link", name="Về Việc của tôi").click()
        stranger.wait_for_url("**/viec-cua-toi")

    def test_of_the_task_list_does_not_show_the_case(self, stranger, complaint):
        stranger.goto("/viec-cua-toi?nhom=unit")
        assert complaint.registered.code not in stranger.content()
