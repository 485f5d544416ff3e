"""The sweep fires what is due, each run in a transaction of its own, and nothing else."""

from datetime import date, time

import pytest
from sqlalchemy import select, update

from cases.actions.fire_due_timers import fire_due_timers
from cases.errors import NotFoundError
from cases.models.journal_entry import JournalEntry
from cases.models.run import Run
from cases.sweeps.due_timers import sweep
from cases.worker import run_once, sweeps
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to


@pytest.fixture
def register_late(office, register_complaint):
    """Register complaints that come due while nobody sweeps: ``register_late(3)``."""

    def register(count=1):
        today = office.clock.now()
        office.clock.set(today.replace(day=3))
        complaints = [register_complaint() for _ in range(count)]
        office.clock.set(today)
        return complaints

    return register


@on_both_databases
class TestSweep:
    def test_does_nothing_when_nothing_is_due(self, office, complaint):
        with sent_to(office.database) as sent:
            assert sweep(office) == 0
        assert (sent.commits, len(sent.statements)) == (0, 1)

    def test_moves_every_run_that_is_due(self, office, register_late, register_complaint):
        late = register_late(3)
        register_complaint()
        assert sweep(office) == 3
        assert all(len(complaint.notices) == 2 for complaint in late)

    def test_changes_nothing_the_second_time(self, office, register_late):
        (complaint,) = register_late()
        sweep(office)
        before = (complaint.run.lock_version, complaint.notices)
        assert sweep(office) == 0
        assert (complaint.run.lock_version, complaint.notices) == before

    def test_commits_once_a_run(self, office, register_late):
        register_late(3)
        with sent_to(office.database) as sent:
            sweep(office)
        assert sent.commits == 3

    def test_leaves_ended_runs_alone(self, office, register_late):
        (complaint,) = register_late()
        complaint.receive()
        complaint.do("file_withdrawn")
        complaint.set_clock(date(2027, 8, 26))
        assert sweep(office) == 0

    def test_leaves_paused_runs_as_they_are(self, office, register_late):
        (complaint,) = register_late()
        with office.database.writing() as tx:
            tx.execute(update(Run).values(paused_since=office.clock.now()))
        sweep(office)
        assert complaint.notices == []
        assert sweep(office) == 0

    def test_leaves_a_line_in_the_journal_of_nobody(self, office, register_late):
        register_late()
        sweep(office)
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert (entry.action, entry.account_id) == ("fire_due_timers", None)
        assert "acceptance_overdue" in entry.detail


class TestStrayRun:
    """A run that cannot be moved must not keep the others from being moved."""

    @pytest.fixture
    def damaged(self, office, register_late):
        (complaint,) = register_late()
        with office.database.writing() as tx:
            tx.execute(update(Run).where(Run.id == complaint.run_id).values(state=b"nonsense"))
        return complaint

    def test_does_not_stop_the_sweep(self, office, damaged, register_late):
        (sound,) = register_late()
        assert sweep(office) == 1
        assert len(sound.notices) == 2

    def test_is_left_for_the_next_sweep(self, office, damaged):
        sweep(office)
        assert damaged.run.next_fires_at is not None
        assert damaged.notices == []


class TestFiring:
    def test_of_a_run_that_is_not_due_any_more_does_nothing(self, office, complaint):
        with sent_to(office.database) as sent, office.database.writing() as tx:
            assert not fire_due_timers(tx, office, run_id=complaint.run_id)
        assert not [one for one in sent.statements if one.startswith(("INSERT", "UPDATE"))]

    def test_happens_at_the_very_instant(self, office, complaint):
        complaint.set_clock(date(2026, 9, 4), time(0))
        assert sweep(office) == 1

    def test_of_a_run_that_never_was(self, office):
        with pytest.raises(NotFoundError), office.database.writing() as tx:
            fire_due_timers(tx, office, run_id=99)


class TestWorker:
    def test_finds_every_sweep_by_its_name(self):
        assert {"due_timers", "old_drafts"} <= set(sweeps())

    def test_does_what_is_due_once(self, office, register_late):
        register_late()
        assert run_once(office)["due_timers"] == 1
        assert run_once(office)["due_timers"] == 0
