"""Every kind of field, drawn on a page."""

from types import SimpleNamespace

import pytest
from lxml import html

from app.factory import create_app
from app.typed_forms import filled_form, refused_form
from forms.submission import FieldError
from tests.forms.samples import field, form_file, options

KINDS = (
    field("textfield", "line", "Một dòng", required=True, article="Điều 8 Luật Khiếu nại"),
    field("textarea", "text", "Đoạn văn", description="Ghi một câu"),
    field("number", "many", "Số người", min=1, max=99),
    field("datetime", "day", "Ngày"),
    field("checkbox", "tick", "Đồng ý"),
    field("radio", "sure", "Chắc chắn", values=options("yes", "no")),
    field("select", "pick", "Chọn một", values=options("one", "two")),
    field("checklist", "several", "Chọn nhiều", values=options("one", "two")),
    field("select", "somebody", "Người làm", kind="person", role="verifier"),
    field("number", "cost", "Số tiền", kind="money"),
    field("number", "land", "Diện tích", kind="area"),
    field("filepicker", "paper", "Văn bản", kind="file"),
    field(
        "dynamiclist",
        "things",
        "Tài liệu",
        components=[field("textfield", "name", "Tên"), field("number", "copies", "Số bản")],
    ),
    field("textfield", "later", "Chỉ khi chắc chắn", hide='=sure != "yes"'),
)
PAGE = '{% from "forms/fields.html" import form_parts with context %}{{ form_parts(form) }}'
PERSON = ("7", "Phan Văn T")


@pytest.fixture
def asked():
    """What a query says about the form."""
    return SimpleNamespace(
        form_code="sample",
        form_content=form_file(*KINDS, title="Mọi loại ô"),
        choices={"somebody": (PERSON,)},
        is_status_only=False,
    )


@pytest.fixture
def drawn(office, asked):
    """Draw the form: ``drawn(draft={...})`` or ``drawn(errors=[...], posted={...})``."""
    app = create_app(office.settings, office)

    def draw(draft=None, errors=None, posted=None):
        with app.test_request_context("/", method="POST", data=posted or {}):
            form = refused_form(asked, errors) if errors else filled_form(asked, draft=draft)
            context = {"settings": office.settings}
            page = app.jinja_env.from_string(PAGE)
            return html.fromstring(f"<div>{page.render(form=form, **context)}</div>")

    return draw


def control(page, name):
    return page.xpath("//*[@name=$name]", name=name)[0]


class TestField:
    def test_of_every_kind_has_a_control_with_a_name_to_read(self, drawn):
        page = drawn()
        names = [key for each in KINDS if (key := each["key"]) != "things"]
        for name in names:
            element = control(page, name)
            label = page.xpath("//label[@for=$id]", id=element.get("id"))
            assert label or element.xpath("ancestor::fieldset/legend"), name

    def test_that_may_stay_empty_says_so(self, drawn):
        labels = [" ".join(each.text_content().split()) for each in drawn().xpath("//label")]
        assert "Một dòng" in labels
        assert "Đoạn văn (không bắt buộc)" in labels

    def test_names_its_article_and_is_tied_to_it(self, drawn):
        page = drawn()
        described = control(page, "line").get("aria-describedby")
        assert page.get_element_by_id(described).text_content() == "Điều 8 Luật Khiếu nại"

    def test_with_an_error_shows_it_and_is_tied_to_it(self, drawn):
        error = FieldError("line", "Một dòng", "Không để trống")
        page = drawn(errors=[error], posted={"text": "còn nguyên"})
        assert control(page, "line").get("aria-invalid") == "true"
        assert "loi-line" in control(page, "line").get("aria-describedby")
        assert page.get_element_by_id("loi-line").text_content() == "Không để trống"
        assert control(page, "text").text.strip() == "còn nguyên"

    def test_shows_its_draft(self, drawn):
        draft = {"line": ["đã nhập"], "sure": ["yes"], "tick": ["yes"], "several": ["two"]}
        page = drawn(draft=draft | {"things-0-name": ["Bản đồ"]})
        assert control(page, "line").get("value") == "đã nhập"
        checked = page.xpath("//input[@checked]")
        assert [each.get("value") for each in checked] == ["yes", "yes", "two"]
        assert control(page, "things-0-name").get("value") == "Bản đồ"

    def test_that_depends_on_an_answer_says_on_which(self, drawn):
        wrapper = drawn().xpath("//*[@data-field='later']")[0]
        assert wrapper.get("data-hidden-when") == '[[["sure","!=","yes"]]]'
        assert 'Chỉ ghi khi "Chắc chắn" là "Mục yes"' in wrapper.text_content()

    def test_for_a_person_offers_whom_the_query_named(self, drawn):
        option = control(drawn(), "somebody").xpath("option")[-1]
        assert (option.get("value"), option.text) == PERSON

    def test_with_a_unit_of_measure_shows_it(self, drawn):
        suffixes = [each.text for each in drawn().xpath("//*[@class='suffix']")]
        assert suffixes == ["triệu đồng", "m²"]

    def test_for_a_file_says_how_large_it_may_be(self, drawn):
        box = drawn().xpath("//*[@data-upload]")[0]
        assert box.get("data-max-bytes") == str(20 * 1024 * 1024)
        assert "tối đa 20 MB" in box.text_content()

    def test_with_rows_has_an_empty_row_more_than_was_written(self, drawn):
        assert len(drawn().xpath("//*[@data-rows]/tbody/tr")) == 1
        page = drawn(draft={"things-0-name": ["Bản đồ"]})
        assert len(page.xpath("//*[@data-rows]/tbody/tr")) == 2

    def test_with_rows_names_every_cell(self, drawn):
        cells = drawn().xpath("//*[@data-rows]/tbody//input/@aria-label")
        assert cells == ["Tên, dòng 1", "Số bản, dòng 1"]
