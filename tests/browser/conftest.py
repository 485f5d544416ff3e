"""The demo office on Wednesday 26/08/2026, served; and windows of its people."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cases.actions.change_password import change_password
from cases.actions.create_account import create_account
from cases.actions.create_unit import create_unit
from tests.browser.served import ServedOffice, set_up
from tests.browser.windows import Windows
from tests.cases.matter import Complaint, Matter

REGISTRAR = "Trần Thị B"
OFFICER = "Nguyễn Văn A"
SECTION_HEAD = "Võ Thị E"
HEAD = "Lê Văn C"
VERIFIER = "Phan Văn T"
ADMINISTRATOR = "Đỗ Văn I"
INSPECTOR = "Bùi Thị H"
COLLEAGUE = "Mai Thị Cùng Phòng"
"""A second officer of the same ward."""
LOOKS_UP = "Mai Thị K"
STRANGER = "Ngô Văn Phường Khác"
"""An officer of another ward."""
PASSWORD = "một câu dễ nhớ"
"""What the officer signs in with; everybody else is chosen from the list."""


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> ServedOffice:
    """An installation with the demo office, to be copied."""
    served = set_up(tmp_path_factory.mktemp("furnished") / "var")
    office = served.office
    with office.database.writing() as tx:
        create_unit(tx, office, None, code="mau-binh", name="UBND phường Mẫu Bình", kind="ward")
        for mailbox, name, unit in (
            ("maithi", COLLEAGUE, "mau-an"),
            ("ngovan", STRANGER, "mau-binh"),
        ):
            create_account(
                tx,
                office,
                None,
                email=f"{mailbox}@{office.settings.email_domain}",
                full_name=name,
                unit_code=unit,
                roles=("petition_officer",),
                request_document="01/ĐN-MẪU",
            )
    change_password(office, served.people["petition_officer"], current="", new=PASSWORD)
    office.database.truncate_log()
    office.database.close()
    return served


@contextmanager
def served_copy(furnished: ServedOffice, folder: Path, **settings: str) -> Iterator[ServedOffice]:
    """Serve a copy of the demo office, with further settings."""
    var = folder / "var"
    shutil.copytree(furnished.var, var)
    with ServedOffice(var, cases=furnished.cases, settings=settings).serving() as served:
        yield served


@pytest.fixture(scope="session")
def site(
    furnished: ServedOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedOffice]:
    """One running office for all tests that leave its clock alone."""
    with served_copy(furnished, tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="module")
def own_site(
    furnished: ServedOffice, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedOffice]:
    """A running office for one module, which may move its clock."""
    with served_copy(furnished, tmp_path_factory.mktemp("own")) as served:
        yield served


@pytest.fixture(scope="session")
def all_windows(browser: Any, site: ServedOffice) -> Windows:
    return Windows(browser, site)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """Windows that close after the test; what their pages complained about fails it."""
    yield all_windows
    all_windows.close()
    complaints, all_windows.complaints = all_windows.complaints, []
    assert complaints == []


@pytest.fixture
def complaint(site: ServedOffice) -> Matter:
    """A complaint of this test alone, registered today."""
    return Complaint.register(site.office, site.people)


@pytest.fixture
def case_address(complaint: Matter) -> str:
    return f"/ho-so/{complaint.registered.code}"


@pytest.fixture
def step_address(complaint: Matter) -> Callable[[str], str]:
    """Return the page of a step that the complaint waits for."""
    return lambda element: f"/buoc/{complaint.run_id}/{complaint.item(element).task_id}"
