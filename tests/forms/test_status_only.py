"""Of a secret record a form asks the state of handling, neither content nor file.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND.
"""

import pytest

from forms.definition import parse_form
from forms.fields import Kind
from forms.posted import RawValues
from forms.records import RECORDS
from forms.status_only import NOT_HERE, is_status, status_only
from forms.submission import read
from forms.wtforms_fields import build
from tests.forms.samples import (
    LIMITS,
    Chosen,
    Files,
    field,
    form_file,
    form_of,
    options,
    pdf_bytes,
    posted,
)
from tests.forms.test_every_form import PUBLISHED

CANARY = "CANARY7F3A"
WORDS = {Kind.TEXT, Kind.LINES}


def left_of(*components):
    return status_only(form_of(*components))


def keys(form):
    return [one.key for one in form.fields]


def sent(form, values, files=None):
    return read(form, posted(**values), files, LIMITS)


class TestWhatIsLeft:
    def test_are_days_codes_and_numbers_of_papers(self):
        form = left_of(
            field("datetime", "signed_on", event="decision_issued"),
            field("radio", "handling", values=options("accept", "refuse"), fact="handling"),
            field("textfield", "number", record="document.number"),
        )
        assert keys(form) == ["signed_on", "handling", "number"]

    @pytest.mark.parametrize(
        "component",
        [
            field("textarea", "reason"),
            field("textfield", "place"),
            field("textarea", "summary", record="petition_text.summary"),
            field("textfield", "author", record="party.author.full_name"),
            field("textarea", "to", record="document.recipient"),
            field("filepicker", "scan", record="document.file"),
            field("dynamiclist", "members", components=[field("textfield", "name")]),
            field("number", "money", kind="money", record="decision.recover_money"),
            field("number", "count", record="decision.discipline_recommended"),
            field("select", "field", values=options("land"), record="petition.field"),
            field("radio", "outcome", values=options("justified"), record="decision.outcome"),
            field("checklist", "means", values=options("stated")),
        ],
        ids=lambda one: one["key"],
    )
    def test_are_neither_words_nor_files_amounts_or_results(self, component):
        form = left_of(field("datetime", "done_on", event="verified"), component)
        assert keys(form) == ["done_on"]
        assert [one.key for one in form.absent] == [component["key"]]

    def test_is_a_choice_that_decides_what_else_is_asked_and_its_answer_is_not_kept(self):
        form = left_of(
            field("radio", "transfer_to", values=options("inside", "outside")),
            field(
                "select",
                "to_unit",
                kind="unit",
                record="transfer.to_unit",
                hide='=transfer_to != "inside"',
            ),
        )
        assert keys(form) == ["transfer_to", "to_unit"]
        assert form.unkept == {"transfer_to"}

    def test_is_asked_without_condition_where_content_decided(self):
        form = left_of(
            field("radio", "outcome", values=options("justified"), record="decision.outcome"),
            field(
                "datetime",
                "sent_on",
                required=True,
                event="decision_sent",
                hide='=outcome != "justified"',
            ),
        )
        (left,) = form.fields
        assert (left.key, left.hidden_when, left.required) == ("sent_on", None, False)

    def test_of_the_form_that_enters_a_petition_is_where_its_paper_is_kept(self):
        form = left_of(field("datetime", "received_on", record="petition.received_on"))
        assert keys(form) == ["received_on", "paper_file_ref"]

    def test_is_not_contradicted_by_what_is_absent(self):
        checks = [{"refuse": '=means lacks "a"', "field": "means", "message": "Thiếu"}]
        content = form_file(
            field("datetime", "done_on", event="verified"),
            field("checklist", "means", values=options("a", "b")),
            checks=checks,
        )
        assert status_only(parse_form("sample", content)).checks == ()


class TestContentThatIsSentAllTheSame:
    def test_is_refused_by_name(self):
        form = left_of(
            field("datetime", "done_on", event="verified"),
            field("textarea", "reason", label="Lý do"),
        )
        (error,) = sent(form, {"done_on": "26/08/2026", "reason": CANARY}).errors
        assert error.message.startswith("Lý do: văn bản mật chỉ cập nhật tình trạng")
        assert "khoản 6 Điều 5" in error.message

    def test_is_refused_in_a_row(self):
        members = field("dynamiclist", "members", components=[field("textfield", "name")])
        form = left_of(field("datetime", "done_on", event="verified"), members)
        assert sent(form, {"members-0-name": CANARY}).errors

    def test_is_refused_as_a_file(self):
        form = left_of(field("datetime", "done_on", event="verified"), field("filepicker", "scan"))
        files = Files(scan=[Chosen("mau.pdf", pdf_bytes())])
        assert sent(form, {}, files).errors

    def test_passes_as_long_as_nothing_is_in_it(self):
        form = left_of(field("datetime", "done_on", event="verified"), field("textarea", "reason"))
        assert not sent(form, {"done_on": "26/08/2026", "reason": " "}).errors


@pytest.mark.parametrize("published", PUBLISHED, ids=str)
class TestPublishedForm:
    def test_has_no_field_for_content(self, published):
        for left in status_only(published.form).fields:
            assert left.kind not in {Kind.FILE, Kind.LIST, Kind.MONEY, Kind.AREA}
            if left.kind in WORDS:
                assert RECORDS[left.record].of_secret

    def test_keeps_what_its_diagram_needs(self, published):
        needed = {
            one.key
            for one in published.form.fields
            if one.fact or one.event or (one.record or "").startswith("assignment.")
        }
        assert needed <= set(keys(status_only(published.form)))

    def test_refuses_each_field_that_is_absent(self, published):
        form = status_only(published.form)
        for one in form.absent:
            pdf = Files({one.key: [Chosen("mau.pdf", pdf_bytes())]})
            files = pdf if one.kind is Kind.FILE else None
            column = f"-0-{one.columns[0].key}" if one.columns else ""
            typed = RawValues({f"{one.key}{column}": [CANARY]})
            errors = read(form, typed, files, LIMITS).errors
            assert f"{one.label}: {NOT_HERE[0].lower()}{NOT_HERE[1:]}" in [
                error.message for error in errors
            ]

    def test_can_be_drawn(self, published):
        form = status_only(published.form)
        drawn = build(form)()
        assert {control.short_name for control in drawn} == set(keys(form))

    def test_leaves_each_field_either_asked_or_absent(self, published):
        form = status_only(published.form)
        assert {one.key for one in published.form.fields} <= {
            one.key for one in (*form.fields, *form.absent)
        }
        assert not any(is_status(one) for one in form.absent)
