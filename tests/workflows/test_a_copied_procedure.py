"""A procedure is files: copied under another name with its forms, it works without any Python."""

import pytest

from cases.errors import PublishingRefusedError
from cases.queries.case_page import case_page
from cases.queries.intake import intake_form, intake_options
from cases.queries.work_list import WorkFilter, work_list
from tests.cases.matter import Complaint
from tests.workflows.copied_procedure import (
    COPIED_TRIAGE,
    COPY,
    TITLE,
    copy_procedure,
    publish_everything,
    rewrite_form,
)


@pytest.fixture
def copied(office, tmp_path):
    return copy_procedure(office, tmp_path)


class TestCopiedProcedure:
    def test_is_found_checked_and_published(self, copied):
        new = [one for one in publish_everything(copied).published if one.is_new]
        assert [(one.code, str(one.effective_from)) for one in new] == [
            (COPY, "2012-07-01"),
            (COPY, "2026-07-01"),
            (COPIED_TRIAGE, "2014-12-15"),
        ]

    def test_is_published_once(self, copied):
        publish_everything(copied)
        assert not [one for one in publish_everything(copied).published if one.is_new]

    def test_is_refused_like_any_other_when_a_form_is_missing(self, copied):
        (copied.settings.forms / COPY / "decide.form").unlink()
        with pytest.raises(PublishingRefusedError) as refusal:
            publish_everything(copied)
        assert "decide" in " ".join(refusal.value.findings)

    def test_is_offered_at_the_intake(self, copied, people):
        publish_everything(copied)
        with copied.database.reading() as tx:
            options = intake_options(tx, copied, people["registrar"])
            page = intake_form(tx, copied, people["registrar"], procedure=COPIED_TRIAGE)
        complaints = next(option for option in options if option.kind == "complaint")
        assert COPIED_TRIAGE in dict(complaints.procedures)
        assert page.procedure == COPIED_TRIAGE

    def test_can_be_walked_from_the_first_step_to_the_last(self, copied, people):
        publish_everything(copied)
        matter = Complaint.register(copied, people, procedure=COPIED_TRIAGE).go_to("close_case")
        matter.do("close_case")
        matter.do("watch_legal_force", force_result="lawsuit")
        assert matter.registered.code == "KB-2026-000001"
        assert matter.version.info.code == COPY
        assert matter.run.status == "completed"

    def test_has_its_place_on_every_page(self, copied, people):
        publish_everything(copied)
        matter = Complaint.register(copied, people, procedure=COPIED_TRIAGE).go_to("accept")
        head = people["head"]
        with copied.database.reading() as tx:
            view = case_page(tx, copied, head, code=matter.registered.code)
            rows = work_list(tx, copied, head, filters=WorkFilter()).rows
        assert (view.version.title, view.status) == (TITLE, "Thụ lý hoặc không thụ lý")
        assert "<svg" in view.picture
        assert [row.code for row in rows] == ["KB-2026-000001"]

    def test_asks_what_its_own_form_asks(self, copied, people):
        rewrite_form(copied, "approve_plan", {'"value": "send_back"': '"value": "return"'})
        with pytest.raises(PublishingRefusedError) as refusal:
            publish_everything(copied)
        assert any(
            COPY in refusal.value.code and "plan_approval" in line
            for line in refusal.value.findings
        )

    def test_does_not_disturb_the_original(self, copied, people):
        publish_everything(copied)
        original = Complaint.register(copied, people).go_to("accept")
        assert original.version.info.code == "complaint_first"
        assert original.registered.code == "KN-2026-000001"
