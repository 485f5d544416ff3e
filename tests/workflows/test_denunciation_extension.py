"""The extension of a denunciation: Điều 30 Luật Tố cáo, Điều 3 Nghị định 31/2019/NĐ-CP.

Accepted on Monday 03/08/2026: 30 days end on Wednesday 02/09, a holiday, and so on Thursday 03/09.
"""

from datetime import date, datetime

import pytest

from cases.deadlines.computation import Computation, replay
from cases.errors import NotOfferedError, SubmissionRefusedError
from config.clock import TIME_ZONE
from tests.workflows.denunciation_on_trial import Denunciation, publish_denunciation

ESPECIALLY = {
    "especially_complex": "yes",
    "complexity_criteria": ["criterion_a", "criterion_e"],
}


@pytest.fixture
def denunciation(office, people):
    publish_denunciation(office)
    office.clock.set(datetime(2026, 8, 3, 10, tzinfo=TIME_ZONE))
    return Denunciation.received(office, people)


def refusal_of(denunciation, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        denunciation.start("denunciation_extension", **typed)
    (error,) = refused.value.errors
    return error


class TestExtension:
    def test_adds_its_days_to_the_last_day_before_that_was_moved(self, denunciation):
        """30 days after Wednesday 02/09, not after Thursday 03/09: Friday 02/10/2026."""
        assert denunciation.running == {"tc_resolve": date(2026, 9, 3)}
        denunciation.start("denunciation_extension")
        assert denunciation.running == {"tc_resolve": date(2026, 10, 2)}

    def test_moves_what_people_have_to_do(self, denunciation):
        denunciation.start("denunciation_extension")
        assert denunciation.item("conclude").due_on == date(2026, 10, 2)

    def test_is_a_step_with_its_paper_and_its_event(self, denunciation):
        extension = denunciation.start("denunciation_extension")
        assert extension.run.status == "completed"
        assert [step.element for step in extension.steps] == ["extend_denunciation"]
        assert extension.events[-1] == ("extended", date(2026, 8, 3))
        assert (denunciation.documents[-1].type, denunciation.documents[-1].number) == (
            "extension",
            "43/QĐ-UBND",
        )

    def test_is_kept_in_the_explanation_and_can_be_counted_again(self, denunciation):
        denunciation.start("denunciation_extension", extension_days="20")
        deadline = denunciation.deadline("tc_resolve")
        computation = Computation.from_json(deadline.computation)
        (extension,) = computation.extensions
        assert (extension.amount, extension.document) == (20, "43/QĐ-UBND")
        assert replay(computation) == deadline.due_on == date(2026, 9, 22)

    def test_may_be_decided_on_the_last_day(self, denunciation):
        denunciation.set_clock(date(2026, 9, 3))
        denunciation.start("denunciation_extension")
        assert denunciation.running == {"tc_resolve": date(2026, 10, 2)}

    def test_cannot_be_decided_when_the_term_is_over(self, denunciation):
        denunciation.set_clock(date(2026, 9, 4))
        error = refusal_of(denunciation)
        assert error.key == "decided_on"
        assert "03/09/2026" in error.message
        assert "Điều 30 Luật Tố cáo" in error.message

    def test_is_not_longer_than_30_days(self, denunciation):
        error = refusal_of(denunciation, extension_days="31")
        assert error.key == "extension_days"
        assert "khoản 2 Điều 30 Luật Tố cáo" in error.message

    def test_needs_a_term_that_runs(self, denunciation):
        denunciation.do("conclude")
        with pytest.raises(NotOfferedError):
            denunciation.start("denunciation_extension")


class TestComplexCase:
    """Khoản 2 Điều 30: once."""

    def test_is_not_extended_a_second_time(self, denunciation):
        denunciation.start("denunciation_extension")
        error = refusal_of(denunciation)
        assert error.key == "extension_days"
        assert "khoản 2 Điều 30 Luật Tố cáo" in error.message

    def test_a_refused_extension_leaves_nothing_behind(self, denunciation):
        denunciation.start("denunciation_extension")
        before = (denunciation.running, len(denunciation.runs), denunciation.events)
        refusal_of(denunciation)
        assert (denunciation.running, len(denunciation.runs), denunciation.events) == before


class TestEspeciallyComplexCase:
    """Khoản 3 Điều 30: twice, at most 30 days each."""

    def test_needs_two_criteria(self, denunciation):
        error = refusal_of(denunciation, especially_complex="yes")
        assert error.key == "complexity_criteria"
        assert "khoản 3 Điều 3 Nghị định 31/2019/NĐ-CP" in error.message

    def test_is_extended_twice(self, denunciation):
        """90 days after 03/08: Sunday 01/11, so Monday 02/11/2026."""
        denunciation.start("denunciation_extension", **ESPECIALLY)
        denunciation.start("denunciation_extension", **ESPECIALLY)
        assert denunciation.running == {"tc_resolve": date(2026, 11, 2)}

    def test_is_not_extended_a_third_time(self, denunciation):
        for _ in range(2):
            denunciation.start("denunciation_extension", **ESPECIALLY)
        assert "khoản 3 Điều 30 Luật Tố cáo" in refusal_of(denunciation, **ESPECIALLY).message

    def test_may_be_found_so_only_after_the_first_extension(self, denunciation):
        denunciation.start("denunciation_extension")
        denunciation.start("denunciation_extension", **ESPECIALLY)
        assert denunciation.running == {"tc_resolve": date(2026, 11, 2)}
