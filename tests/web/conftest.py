"""A running site on an installed office, and browsers to visit it with."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, ClassVar

import pytest
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.serving import WSGIRequestHandler, make_server

from app.factory import create_app
from cases.office import Office
from tests.cases.fixtures import (
    complaint,
    office,
    opened_complaint,
    people,
    register_complaint,
    strangers,
)
from tests.cases.matter import Matter
from tests.web.visitor import Page, Visitor

__all__ = [
    "complaint",
    "office",
    "opened_complaint",
    "people",
    "register_complaint",
    "strangers",
]

REGISTRAR = "Trần Thị B"
OFFICER = "Nguyễn Văn A"
SECTION_HEAD = "Võ Thị E"
HEAD = "Lê Văn C"
VERIFIER = "Phan Văn T"
STRANGER = "Người Mẫu petition_officer mau-binh"


class _CompiledTemplates(BytecodeCache):
    """Templates compiled once a test run: every test has an application of its own."""

    compiled: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


class _Handler(WSGIRequestHandler):
    """Lets go of a browser that keeps its connection and says no more."""

    timeout = 5


def _closed_before_sent(app: Any) -> Any:
    """Read each answer whole: else a browser that leaves in the middle keeps a file open."""

    def answered(environ: Any, start_response: Any) -> list[bytes]:
        with closing(app(environ, start_response)) as answer:
            return list(answer)

    return answered


@pytest.fixture
def site(office: Office) -> Iterator[str]:
    """The address of the pages of the office, served over HTTP."""
    app = create_app(office.settings, office)
    app.jinja_env.bytecode_cache = _CompiledTemplates()
    whole = _closed_before_sent(app)
    server = make_server("127.0.0.1", 0, whole, threaded=True, request_handler=_Handler)
    # Closing waits for every answer under way: the next test gets the same database file.
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visitor(site: str) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(site)


@pytest.fixture
def signed_in(site: str) -> Callable[[str], Visitor]:
    """Open a browser for a person: ``signed_in(OFFICER)``."""
    return lambda name: Visitor(site).sign_in_as(name)


@pytest.fixture
def registrar(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in(REGISTRAR)


@pytest.fixture
def officer(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in(OFFICER)


@pytest.fixture
def case_address(complaint: Matter) -> str:
    """The page of a complaint that waits for a proposal."""
    return f"/ho-so/{complaint.registered.code}"


@pytest.fixture
def step_address(complaint: Matter) -> str:
    """The page of the proposal that the complaint waits for."""
    return f"/buoc/{complaint.run_id}/{complaint.item('propose_handling').task_id}"


@pytest.fixture
def step_page(officer: Visitor, step_address: str) -> Page:
    """The step as the officer has it open."""
    return officer.get(step_address)
