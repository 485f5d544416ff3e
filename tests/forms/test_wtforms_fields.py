"""The page of a form."""

import io

import pytest
import wtforms
from werkzeug.datastructures import FileStorage, MultiDict

from forms.definition import Option
from forms.posted import RawValues
from forms.submission import FieldError
from forms.wtforms_fields import StepForm, build, initial
from tests.forms.samples import LIMITS, field, form_of, handling, options, pdf_bytes, posted


def page(*components, choices=None, raw=None) -> StepForm:
    return build(form_of(*components), choices or {})(raw)


class TestControl:
    @pytest.mark.parametrize(
        ("component", "drawn"),
        [
            (field("textfield"), '<input autocomplete="off" id="answer" name="answer" type="text"'),
            (field("textfield", lines=2), '<textarea id="answer" name="answer" rows="2">'),
            (field("textarea", lines=6), '<textarea id="answer" name="answer" rows="6">'),
            (field("number"), 'inputmode="numeric"'),
            (field("number", kind="money"), 'inputmode="decimal"'),
            (field("datetime"), 'type="text"'),
            (field("checkbox"), 'type="checkbox" value="yes"'),
            (field("radio", values=options("yes", "no")), 'type="radio" value="no"'),
            (field("radio", values=options("a")), 'type="radio" value="a"'),
            (field("select", values=options("a")), '<option value="a">Mục a</option>'),
            (field("checklist", values=options("a")), 'type="checkbox" value="a"'),
            (field("filepicker"), 'accept=".pdf,application/pdf"'),
        ],
        ids=lambda value: value["type"] if isinstance(value, dict) else "",
    )
    def test_is_drawn_for_its_kind(self, component, drawn):
        assert drawn in str(page(component)["answer"]())

    def test_knows_its_field(self):
        form = form_of(
            handling(),
            field("textfield", "why", article="Điều 11", hide='=handling != "refuse"'),
        )
        control = build(form)()["why"]
        assert control.definition is form.field("why")
        assert control.definition.hidden_when.to_json() == '[[["handling","!=","refuse"]]]'

    def test_shows_what_was_typed_even_when_it_is_wrong(self):
        drawn = page(field("number"), raw=posted(answer="<nhiều>"))["answer"]()
        assert 'value="&lt;nhiều&gt;"' in str(drawn)

    def test_shows_the_default_of_the_form(self):
        drawn = page(field("radio", values=options("a", "b"), defaultValue="b"))["answer"]()
        assert 'checked id="answer-1"' in str(drawn)

    def test_does_not_show_the_default_over_what_was_left_blank(self):
        drawn = page(field("textfield", defaultValue="x"), raw=posted(answer=""))["answer"]()
        assert 'value=""' in str(drawn)

    @pytest.mark.parametrize("kind", ["person", "unit"])
    def test_offers_what_the_caller_gives(self, kind):
        choices = {"answer": [Option("7", "Lê Văn C")]}
        drawn = str(page(field("select", kind=kind), choices=choices)["answer"]())
        assert '<option value="">Chọn</option>' in drawn
        assert '<option value="7">Lê Văn C</option>' in drawn

    def test_lets_the_browser_neither_speak_nor_cut(self):
        drawn = str(page(field("textfield", required=True, maxLength=5))["answer"]())
        assert "required" not in drawn
        assert "maxlength" not in drawn

    def test_of_a_hidden_field_is_drawn_all_the_same(self):
        form = page(handling(), field("textfield", "why", hide='=handling != "refuse"'))
        assert [control.name for control in form] == ["handling", "why"]

    def test_stands_in_the_order_of_the_form(self):
        form = page(*(field("textfield", key) for key in ("z", "a", "m")))
        assert [control.name for control in form] == ["z", "a", "m"]


class TestRows:
    goods = field(
        "dynamiclist",
        "goods",
        components=[field("textfield", "name"), field("select", "person", kind="person")],
    )

    def test_are_drawn_with_a_blank_one_below(self):
        form = page(self.goods, raw=posted(goods__4__name="Giếng"))
        names = [control.name for control in form.controls()]
        assert names[1::2] == ["goods-0-name", "goods-1-name"]
        assert 'value="Giếng"' in str(form["goods"][0]["name"]())

    def test_are_as_many_as_the_form_asks_for(self):
        form = page({**self.goods, "defaultRepetitions": 3})
        assert len(form["goods"].entries) == 3

    def test_are_not_more_than_the_form_allows(self):
        goods = {**self.goods, "validate": {"max": 1}}
        assert len(page(goods, raw=posted(goods__0__name="x"))["goods"].entries) == 1

    def test_know_their_columns_and_options(self):
        form = page(self.goods, choices={"goods.person": [Option("7", "Lê Văn C")]})
        control = form["goods"][0]["person"]
        assert control.definition.key == "person"
        assert "Lê Văn C" in str(control())

    def test_survive_any_name_that_is_posted(self):
        form = page(self.goods, raw=RawValues({"goods-²-name": ["x"], "goods-1": ["y"]}))
        assert len(form["goods"].entries) == 1


class TestValidation:
    form = form_of(
        field("textfield", "name", "Họ và tên", required=True),
        field("dynamiclist", "goods", components=[field("number", "count", "Số")]),
        field("filepicker", "scan", "Bản đã ký", required=True),
    )

    def test_puts_each_error_at_its_control(self):
        form = build(self.form)(posted(goods__0__count="x"), limits=LIMITS)
        assert not form.validate()
        assert form["name"].errors == ["Không để trống"]
        assert form["goods"][0]["count"].errors == ["Nhập số, ví dụ 1.234"]
        assert form["scan"].errors == ["Chưa có tệp: chọn một tệp PDF"]
        assert len(form.submission.errors) == 3

    def test_gives_the_values(self):
        uploads = MultiDict({"scan": FileStorage(io.BytesIO(pdf_bytes()), "a.pdf")})
        form = build(self.form)(MultiDict({"name": "Huỳnh Văn M"}), uploads, LIMITS)
        assert form.validate()
        assert form.submission.values["name"] == "Huỳnh Văn M"
        assert form.submission.values["scan"].name == "a.pdf"
        assert form.errors == {}

    def test_reads_with_the_options_of_the_page(self):
        form = form_of(field("select", kind="person"))
        made = build(form, {"answer": [Option("7", "C")]})(posted(answer="7"), limits=LIMITS)
        assert made.validate()

    def test_needs_limits(self):
        with pytest.raises(ValueError, match="limits"):
            build(self.form)(posted()).validate()

    def test_shows_errors_found_elsewhere(self):
        form = build(self.form)(posted(name="x"))
        form.show([FieldError("name", "Họ và tên", "Người này đã có trong hồ sơ")])
        assert form["name"].errors == ["Người này đã có trong hồ sơ"]
        form.show([])
        assert not form["name"].errors


class TestDraft:
    def test_is_shown_again(self):
        form = page(field("textfield"), raw=RawValues({"answer": ["đang viết"]}))
        assert 'value="đang viết"' in str(form["answer"]())

    def test_may_start_from_known_values(self):
        form = form_of(field("number", "money", kind="money"), field("checkbox", "ticked"))
        shown = build(form)(RawValues(initial(form, {"money": 1500, "ticked": True})))
        assert 'value="1.500"' in str(shown["money"]())
        assert "checked" in str(shown["ticked"]())


class TestClass:
    def test_is_a_wtforms_form(self):
        assert issubclass(build(form_of(field("textfield"))), wtforms.Form)
