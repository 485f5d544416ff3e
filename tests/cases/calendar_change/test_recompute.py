"""After a change every open deadline has the date of the new calendar, and so has what follows."""

import json
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from time import perf_counter

import pytest
from sqlalchemy import event, func, insert, select, update

from cases.calendar_change.recompute import recompute_some
from cases.calendar_change.recount import Recounter
from cases.deadlines.computation import Computation, compute, replay
from cases.deadlines.period import Extension, Pause
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.sweeps.calendar_changes import LONGEST_REST, sweep
from config.clock import TIME_ZONE
from tests.cases.at_once import at_once
from tests.cases.calendar_change.changes import (
    deadline_row,
    due_dates,
    entries,
    moves,
    open_many,
)
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

ACCEPT = "kn1_accept"


def add_deadline(matter, started_on, *, term="kn1_resolve", extra_days=(), pauses=(), **changed):
    """Write one open deadline of a case and return its id."""
    office = matter.office
    with office.database.writing() as tx:
        rules = office.rules(tx)
        row = rules.terms.choose(term, started_on, {})
        computation = compute(row, started_on, rules.calendar, extra_days=extra_days, pauses=pauses)
        event_id = tx.scalars(select(Event.id).limit(1)).one()
        new = deadline_row(matter, rules.terms_version_id, event_id, computation, **changed)
        return tx.scalars(insert(Deadline).returning(Deadline.id), [new]).one()


def deadline(office, deadline_id):
    with office.database.reading() as tx:
        return tx.get_one(Deadline, deadline_id)


@on_both_databases
class TestDeadline:
    def test_moves_with_its_explanation(self, office, editor, matter):
        editor.edit()
        editor.put_into_force()
        moved = matter.deadline(ACCEPT)
        stored = Computation.from_json(moved.computation)
        assert moved.due_on == stored.due_on == replay(stored) == date(2026, 9, 8)
        reasons = {entry.day: entry.source for entry in stored.skipped}
        assert reasons[date(2026, 9, 4)] == "Thông báo 77/TB-BNV ngày 20/08/2026"

    def test_takes_the_to_do_and_the_next_firing_with_it(self, office, editor, matter):
        editor.edit(first="03/09/2026", last="04/09/2026")
        editor.put_into_force()
        assert [item.due_on for item in matter.items] == [date(2026, 9, 9)]
        # Three working days before 09/09: 08/09, 07/09, 28/08.
        assert matter.run.next_fires_at == datetime(2026, 8, 28, tzinfo=TIME_ZONE)

    def test_that_stays_may_still_have_an_earlier_reminder(self, office, editor, matter):
        """30 calendar days end on the same day; the reminder counts working days back."""
        matter.go_to("assign_verification")
        due_on = matter.running["kn1_resolve"]
        assert (due_on, matter.run.next_fires_at.date()) == (date(2026, 9, 25), date(2026, 9, 22))
        editor.edit(first="24/09/2026", reason="nghỉ bão")
        editor.put_into_force()
        assert matter.running["kn1_resolve"] == due_on
        assert matter.run.next_fires_at.date() == date(2026, 9, 21)

    def test_fires_its_timer_on_the_new_date(self, office, editor, matter):
        editor.edit()
        editor.put_into_force()
        matter.wait_until(date(2026, 9, 8), time(1))
        assert [kind for _, kind, _ in matter.notices] == ["due_soon"]
        matter.wait_until(date(2026, 9, 9), time(0))
        assert [kind for _, kind, _ in matter.notices] == ["due_soon", "overdue"]

    def test_keeps_its_extensions(self, office, editor, matter):
        """Accepted 03/08, 30 days and 15 more: 17/09, a holiday now."""
        extension = Extension(15, "calendar", "45/QĐ-UBND", date(2026, 8, 24))
        extended = add_deadline(matter, date(2026, 8, 3), extra_days=[extension])
        assert deadline(office, extended).due_on == date(2026, 9, 17)
        editor.edit(first="17/09/2026")
        editor.put_into_force()
        stored = Computation.from_json(deadline(office, extended).computation)
        assert (stored.due_on, stored.extensions) == (date(2026, 9, 18), (extension,))

    def test_keeps_its_suspensions(self, office, editor, matter):
        pause = Pause(date(2026, 8, 10), date(2026, 8, 20))
        paused = add_deadline(matter, date(2026, 8, 3), pauses=[pause])
        before = deadline(office, paused).due_on
        editor.edit(first=f"{before:%d/%m/%Y}")
        editor.put_into_force()
        stored = Computation.from_json(deadline(office, paused).computation)
        assert stored.pauses == (pause,)
        assert deadline(office, paused).due_on > before

    def test_that_is_suspended_is_never_late(self, office, editor, matter):
        add_deadline(matter, date(2026, 7, 6), pauses=[Pause(date(2026, 8, 3), None)])
        matter.set_clock(date(2026, 8, 6))
        editor.edit(first="05/08/2026", document_on="01/08/2026")
        change = editor.put_into_force()
        assert (change.moved_count, change.relieved_count, change.belated_count) == (1, 0, 0)

    def test_is_not_provisional_any_more_once_its_year_is_announced(self, office, editor, matter):
        guessed = add_deadline(matter, date(2026, 12, 28))
        assert deadline(office, guessed).is_provisional
        before = deadline(office, guessed).due_on
        editor.announce(2027)
        change = editor.put_into_force()
        after = deadline(office, guessed)
        assert (after.is_provisional, after.due_on, change.moved_count) == (False, before, 0)
        assert Computation.from_json(after.computation).provisional_years == ()

    def test_has_one_entry_in_the_journal_of_its_case(self, office, editor, matter):
        editor.edit()
        change = editor.put_into_force()
        (entry,) = entries(office, "recompute_deadline")
        assert (entry.subject_kind, entry.subject_id) == ("case", matter.registered.case_id)
        assert entry.account_id == editor.actor.account_id
        assert json.loads(entry.detail) == {
            "change": change.id,
            "deadline": matter.deadline(ACCEPT).id,
            "term": ACCEPT,
            "from": "2026-09-07",
            "to": "2026-09-08",
        }

    def test_that_nobody_can_read_does_not_hold_up_the_others(self, office, editor, matter):
        broken = add_deadline(matter, date(2026, 8, 24), computation="{}")
        editor.edit()
        change = editor.put_into_force()
        assert (change.status, change.moved_count, change.unreadable_count) == ("done", 1, 1)
        assert deadline(office, broken).computation == "{}"


@on_both_databases
class TestClosedDeadline:
    def test_never_changes(self, office, editor, matter):
        matter.go_to("assign_verification")
        before = matter.deadline(ACCEPT)
        editor.edit(first="25/08/2026", document_on="24/08/2026")
        editor.put_into_force()
        after = matter.deadline(ACCEPT)
        assert {**vars(before), "_sa_instance_state": 0} == {**vars(after), "_sa_instance_state": 0}

    def test_that_was_open_when_the_change_was_confirmed_is_judged_by_the_new_date(
        self, office, editor, matter
    ):
        """Accepted on 08/09, late by the old date, in time by the calendar in force that day."""
        matter.set_clock(date(2026, 9, 8))
        editor.edit()
        change = editor.preview()
        editor.confirm(change)
        matter.set_clock(date(2026, 9, 8), time(11))
        matter.go_to("assign_verification")
        assert matter.deadline(ACCEPT).late_by_law
        sweep(office)
        judged = matter.deadline(ACCEPT)
        assert (judged.due_on, judged.late_by_law, judged.late_in_system) == (
            date(2026, 9, 8),
            False,
            False,
        )
        assert editor.change(change.id).relieved_count == 1


@on_both_databases
class TestRecomputing:
    @pytest.fixture
    def many(self, matter):
        return open_many(matter, 450)

    def test_does_what_the_preview_said(self, office, editor, matter, many):
        matter.set_clock(date(2026, 9, 8))
        editor.edit(last="07/09/2026")
        editor.edit(first="31/08/2026", becomes="worked", reason="thôi hoán đổi")
        seen = editor.preview()
        said = moves(office, seen.id)
        before = due_dates(office)
        editor.confirm(seen)
        sweep(office)
        done = editor.change(seen.id)
        assert moves(office, seen.id) == said
        after = due_dates(office)
        changed = {id_: (before[id_], after[id_]) for id_ in before if before[id_] != after[id_]}
        assert changed == {id_: (old, new) for id_, (old, new, _) in said.items()}
        for count in ("total_count", "moved_count", "relieved_count", "belated_count"):
            assert getattr(done, count) == getattr(seen, count), count
        assert done.moved_count > 100
        assert done.belated_count or done.relieved_count

    def test_commits_two_hundred_at_a_time(self, office, editor, many):
        editor.edit()
        editor.confirm(editor.preview())
        with sent_to(office.database) as sent:
            sweep(office)
        (change,) = editor.drafts()
        assert sent.commits == -(-change.total_count // 200) + 1

    def test_goes_on_after_a_kill_where_it_stopped(self, office, editor, many):
        editor.edit()
        change = editor.preview()
        said = moves(office, change.id)
        editor.confirm(change)
        self._one_batch(office, change.id)
        assert editor.change(change.id).looked_count == 200
        sweep(replace(office))
        assert editor.change(change.id).status == "done"
        assert moves(office, change.id) == said
        assert len(entries(office, "recompute_deadline")) == len(
            {json.loads(one.detail)["deadline"] for one in entries(office, "recompute_deadline")}
        )

    def test_by_two_workers_at_once_does_everything_once(self, office, editor, many):
        editor.edit()
        change = editor.preview()
        said = moves(office, change.id)
        editor.confirm(change)
        outcomes = at_once([partial(sweep, office), partial(sweep, office)])
        done = editor.change(change.id)
        assert (done.status, done.looked_count) == ("done", done.total_count), outcomes
        assert moves(office, change.id) == said
        written = [
            json.loads(one.detail)["deadline"] for one in entries(office, "recompute_deadline")
        ]
        assert len(written) == len(set(written))
        assert len(entries(office, "recompute_deadlines")) == 1

    def test_leaves_nothing_half_done_when_it_is_killed_inside_a_batch(
        self, office, editor, many, monkeypatch
    ):
        editor.edit()
        change = editor.preview()
        editor.confirm(change)
        before = due_dates(office)

        def die(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("cases.calendar_change.recompute.follow_deadlines", die)
            with pytest.raises(KeyboardInterrupt):
                sweep(office)
        assert due_dates(office) == before
        assert entries(office, "recompute_deadline") == []
        sweep(office)
        assert editor.change(change.id).status == "done"

    def test_loads_no_state_of_the_engine_and_leaves_the_run_to_others(
        self, office, editor, matter, many
    ):
        before = matter.run
        editor.edit()
        editor.confirm(editor.preview())
        with sent_to(office.database) as sent:
            sweep(office)
        assert not [one for one in sent.statements if "run.state" in one]
        assert (matter.run.state, matter.run.lock_version) == (before.state, before.lock_version)

    def test_takes_in_what_is_opened_meanwhile_by_the_new_calendar(
        self, office, editor, matter, many, register_complaint
    ):
        editor.edit()
        editor.confirm(editor.preview())
        newcomer = register_complaint(date(2026, 8, 24))
        assert newcomer.running[ACCEPT] == date(2026, 9, 8)
        sweep(office)
        assert newcomer.running[ACCEPT] == date(2026, 9, 8)

    def test_keeps_on_its_list_only_what_moved(self, office, editor, many):
        editor.edit()
        change = editor.put_into_force()
        with office.database.reading() as tx:
            listed = select(func.count()).select_from(CalendarChangeDeadline)
            assert tx.scalar(listed) == change.moved_count < change.total_count

    @staticmethod
    def _one_batch(office, change_id):
        with office.database.writing() as tx:
            recounter = Recounter(office.calendar(tx))
            recompute_some(tx, office, change_id=change_id, recounter=recounter)


class TestPausedRun:
    def test_is_not_waked(self, office, editor, matter):
        with office.database.writing() as tx:
            tx.execute(update(Run).values(paused_since=office.clock.now(), next_fires_at=None))
        editor.edit()
        editor.put_into_force()
        assert matter.run.next_fires_at is None


class TestPeopleMeanwhile:
    def test_have_as_much_time_to_write_as_the_sweep_takes(self, office, editor, matter):
        """On SQLite one writer locks the whole database."""
        open_many(matter, 450)
        editor.edit(last="25/09/2026")
        editor.confirm(editor.preview())
        marks = []
        engine = office.database.engine

        def begin(connection):
            if connection.get_execution_options().get("donthu_immediate"):
                marks.append(perf_counter())

        def commit(_connection):
            marks.append(perf_counter())

        event.listen(engine, "begin", begin)
        event.listen(engine, "commit", commit)
        sweep(office)
        event.remove(engine, "begin", begin)
        event.remove(engine, "commit", commit)
        assert len(marks) >= 6
        for began, ended, next_began in zip(marks[::2], marks[1::2], marks[2::2], strict=False):
            assert next_began - ended >= min(LONGEST_REST, ended - began) * 0.9


class TestSuspension:
    def test_that_began_after_the_old_due_date_may_touch_the_new_one(self, office, editor, matter):
        """Due on 05/08, a holiday now, and suspended from that day on."""
        late = add_deadline(matter, date(2026, 7, 6))
        assert deadline(office, late).due_on == date(2026, 8, 5)
        with office.database.writing() as tx:
            tx.execute(
                insert(Suspension),
                [
                    {
                        "case_id": matter.registered.case_id,
                        "run_id": matter.run_id,
                        "paused_run_id": matter.run_id,
                        "suspended_on": date(2026, 8, 5),
                        "resumed_on": date(2026, 8, 10),
                    }
                ],
            )
        editor.edit(first="05/08/2026", document_on="01/08/2026")
        said = moves(office, editor.preview().id)
        editor.put_into_force()
        # 06/08 is the first day worked after 05/08, but it is suspended until 10/08.
        assert deadline(office, late).due_on == date(2026, 8, 11) == said[late][1]
