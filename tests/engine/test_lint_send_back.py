"""Ways back that user tasks name: checked when a version is published, read when it runs."""

import pytest

from engine.notation import read_notation
from engine.safe_xml import read_xml
from tests.engine.sample_version import GOOD, changed, findings, the_error

ARCHIVE = 'donthu:role="head" donthu:form="archive"'
TASK = (
    b'<bpmn:userTask xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    b' xmlns:donthu="urn:donthu:bpmn:1" id="a" %s/>'
)


def back_to(target):
    """The good version whose last step may be sent back."""
    return changed((ARCHIVE, f'{ARCHIVE} donthu:sendBackTo="{target}"'))


class TestWayBack:
    def test_leads_to_a_step_that_comes_before(self):
        assert findings(back_to("decide")) == findings(GOOD)

    @pytest.mark.parametrize("target", ["ghost", "archive", "report"])
    def test_leads_to_no_step_after_it_inside_another_part_or_nowhere(self, target):
        the_error(back_to(target), "archive", f"«{target}», không phải bước đứng trước")

    @pytest.mark.parametrize("target", ["send", "publish"])
    def test_leads_to_no_step_of_a_parallel_branch(self, target):
        """The other branch would never come to where they join."""
        the_error(back_to(target), "archive", f"«{target}»")


class TestNotation:
    def test_lists_the_steps(self):
        task = read_xml(TASK % b'donthu:sendBackTo="b  c"')
        assert read_notation(task).send_back_to == ("b", "c")

    def test_lists_none_where_none_is_named(self):
        assert read_notation(read_xml(TASK % b"")).send_back_to == ()
