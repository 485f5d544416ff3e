"""``init`` sets an office up, and may be run again at any time."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from cases.installation import init
from cases.models.calendar_day import CalendarDay
from cases.models.calendar_year import CalendarYear
from cases.models.procedure_version import ProcedureVersion
from cases.models.rule_revision import RuleRevision
from cases.office import open_office
from cases.publishing.bundles import found_bundles
from cases.schema import is_current
from config.clock import FixedClock
from config.settings import read_settings
from tests.cases.fixtures import on_both_databases
from tests.cases.installations import USUAL_DAY, empty_database

ROOT = Path(__file__).resolve().parents[2]


class TestInit:
    def test_makes_folder_tables_calendar_and_versions(self, tmp_path):
        environ = {"DONTHU_ENV": "test", "DONTHU_VAR": str(tmp_path / "new" / "var")}
        office = open_office(read_settings(environ), FixedClock(USUAL_DAY))
        done = init(office)
        assert is_current(office.database)
        assert {one.code for one in done.published} >= {"deadlines", "complaint_first"}
        assert set(done.calendar_years) >= set(range(2021, 2028))
        office.database.close()

    @on_both_databases
    def test_changes_nothing_the_second_time(self, office):
        with office.database.reading() as tx:
            before = tx.scalar(select(func.max(RuleRevision.id)))
        done = init(office)
        assert done.calendar_years == ()
        assert not [one for one in done.published if one.is_new]
        with office.database.reading() as tx:
            assert tx.scalar(select(func.max(RuleRevision.id))) == before

    def test_leaves_days_that_the_office_changed(self, office):
        day = date(2026, 11, 24)
        with office.database.writing() as tx:
            tx.execute(update(CalendarDay).where(CalendarDay.day == day).values(is_working=True))
        init(office)
        with office.database.reading() as tx:
            assert tx.get_one(CalendarDay, day).is_working

    def test_marks_the_year_that_was_not_announced(self, office):
        with office.database.reading() as tx:
            years = {row.year: row.is_confirmed for row in tx.scalars(select(CalendarYear))}
        assert years[2026]
        assert not years[2027]


@pytest.mark.slow
class TestTwoAtOnce:
    """Two web servers that are started together both bring the installation up to date."""

    def test_install_once_on_sqlite(self, tmp_path):
        self.check(tmp_path, f"sqlite:///{tmp_path / 'donthu.sqlite3'}")

    def test_install_once_on_postgresql(self, tmp_path, postgresql_url):
        with empty_database(postgresql_url) as database:
            self.check(tmp_path, database.url.render_as_string(hide_password=False))

    def check(self, folder, url):
        code = (
            "import os; from cases.installation import init; from cases.office import open_office\n"
            "from config.settings import read_settings\n"
            "init(open_office(read_settings(os.environ)))"
        )
        environ = {
            "DONTHU_ENV": "test",
            "DONTHU_VAR": str(folder),
            "DONTHU_DATABASE_URL": url,
            "PATH": "",
        }
        both = [
            subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environ) for _ in range(2)
        ]
        assert [process.wait(timeout=120) for process in both] == [0, 0]
        office = open_office(read_settings(environ))
        with office.database.reading() as tx:
            versions = list(tx.execute(select(ProcedureVersion.code, ProcedureVersion.number)))
            years = list(tx.scalars(select(CalendarYear.year)))
        office.database.close()
        bundled = found_bundles(office.settings.workflows, office.settings.forms)
        assert len(versions) == len(set(versions)) == len(bundled)
        assert len(years) == len(set(years))
