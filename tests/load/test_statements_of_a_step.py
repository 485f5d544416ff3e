"""What one step costs the database, from the request to the answer, the session included."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import event

from app.factory import create_app
from bench import walk

MOST = 15
MORE_FOR = {"approve_proposal": 14, "decide": 1}
"""The approval opens a case, with its run, its first step and its entry in the index; a decision
is a record beside its paper."""

_TOKEN = re.compile(rb'name="_csrf"[^>]*value="([^"]+)"')


@dataclass
class Counted:
    statements: int = 0
    commits: int = 0


class Person:
    """Somebody at a browser who is signed in."""

    def __init__(self, app, actor):
        self.client = app.test_client()
        self.token = self._token_of("/dang-nhap")
        self.post("/dang-nhap/nguoi-dung-thu", {"account_id": actor.account_id})
        self.token = self._token_of("/tai-khoan")

    def post(self, address, typed):
        answer = self.client.post(address, data={"_csrf": self.token, **typed})
        assert answer.status_code == 303, address

    def _token_of(self, address):
        return _TOKEN.search(self.client.get(address).data)[1].decode()


@pytest.fixture
def posted(prepared):
    """Send a step that waits in a case; returns what that did to the database."""
    app = create_app(prepared.office.settings, prepared.office)

    def post(petition_id, step):
        person = Person(app, prepared.people[step.person])
        run_id, task_id = walk.waiting_step(prepared, petition_id, step.element)
        counted = Counted()
        engine = prepared.office.database.engine
        listeners = {"before_cursor_execute": "statements", "commit": "commits"}
        counters = {name: _counter(counted, what) for name, what in listeners.items()}
        for name, counter in counters.items():
            event.listen(engine, name, counter)
        person.post(f"/buoc/{run_id}/{task_id}", walk.typed(prepared, step))
        for name, counter in counters.items():
            event.remove(engine, name, counter)
        return counted

    return post


def _counter(counted, what):
    return lambda *_: setattr(counted, what, getattr(counted, what) + 1)


class TestStep:
    def test_takes_at_most_fifteen_statements_and_one_commit(self, prepared, posted):
        petition_id = walk.register(prepared).petition_id
        for step in walk.STEPS:
            counted = posted(petition_id, step)
            assert counted.commits == 1, step.element
            allowed = MOST + MORE_FOR.get(step.element, 0)
            assert counted.statements <= allowed, step.element

    def test_takes_no_more_after_it_was_done_many_times(self, prepared, posted):
        petition_id = walk.register(prepared).petition_id
        propose, send_back = walk.STEP["propose_handling"], walk.SENT_BACK
        first = posted(petition_id, propose).statements
        walk.complete(prepared, petition_id, send_back)
        for _ in range(20):
            walk.complete(prepared, petition_id, propose)
            walk.complete(prepared, petition_id, send_back)
        assert posted(petition_id, propose).statements <= first
