"""Reading a form file."""

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.components import RESERVED_KEYS
from forms.definition import Form, Format, FormDefinitionError, Kind, Option, parse_form
from forms.wtforms_fields import build
from tests.forms.samples import field, form_file, form_of, handling, options


def problems(*components, **root):
    with pytest.raises(FormDefinitionError) as refused:
        parse_form("sample", form_file(*components, **root))
    return refused.value.problems


def problem(*components, **root):
    (only,) = problems(*components, **root)
    return only


def only_field(*components):
    (found,) = form_of(*components).fields
    return found


class TestComponent:
    @pytest.mark.parametrize(
        ("component", "kind"),
        [
            (field("textfield"), Kind.TEXT),
            (field("textfield", kind="date"), Kind.DATE),
            (field("textfield", kind="money"), Kind.MONEY),
            (field("textfield", kind="area"), Kind.AREA),
            (field("textfield", kind="person"), Kind.PERSON),
            (field("textfield", kind="unit"), Kind.UNIT),
            (field("textfield", kind="file"), Kind.FILE),
            (field("textarea"), Kind.LINES),
            (field("number"), Kind.NUMBER),
            (field("number", kind="money"), Kind.MONEY),
            (field("number", kind="area"), Kind.AREA),
            (field("datetime"), Kind.DATE),
            (field("checkbox"), Kind.YES_NO),
            (field("radio", values=options("yes", "no")), Kind.YES_NO),
            (field("radio", values=options("a", "b")), Kind.CHOICE),
            (field("select", values=options("a")), Kind.SELECT),
            (field("select", kind="person"), Kind.PERSON),
            (field("select", kind="unit"), Kind.UNIT),
            (field("checklist", values=options("a")), Kind.CHOICES),
            (field("filepicker"), Kind.FILE),
            (field("dynamiclist", components=[field("textfield", "name")]), Kind.LIST),
        ],
        ids=lambda value: str(value) if isinstance(value, Kind) else value["type"],
    )
    def test_becomes_a_field_of_its_kind(self, component, kind):
        assert only_field(component).kind is kind

    def test_says_where_its_answer_goes(self):
        found = only_field(
            field(
                "datetime",
                required=True,
                description="Ngày ghi trên thông báo",
                record="document.issued_on",
                fact="notice_on",
                event="accepted",
                article="Điều 27 Luật Khiếu nại",
            )
        )
        assert found.required
        assert found.help == "Ngày ghi trên thông báo"
        assert (found.record, found.fact, found.event) == (
            "document.issued_on",
            "notice_on",
            "accepted",
        )
        assert found.article == "Điều 27 Luật Khiếu nại"

    def test_a_date_may_carry_its_label_where_form_js_puts_it(self):
        component = {"type": "datetime", "subtype": "date", "key": "a", "dateLabel": "Ngày ký"}
        assert only_field(component).label == "Ngày ký"

    def test_a_list_may_carry_its_key_where_form_js_puts_it(self):
        component = field("dynamiclist", components=[field("textfield", "name")])
        component["path"] = component.pop("key")
        assert only_field(component).key == "answer"

    def test_text_has_a_largest_length_without_saying_so(self):
        assert only_field(field("textfield")).max_length == 300
        assert only_field(field("textarea")).max_length == 10_000

    def test_text_is_never_longer_than_its_record_can_keep(self):
        found = only_field(field("textfield", record="document.number", maxLength=250))
        assert found.max_length == 60

    def test_money_and_area_know_their_unit_and_decimals(self):
        money, area = (
            only_field(field("number", kind="money")),
            only_field(field("number", kind="area")),
        )
        assert (money.suffix, money.decimals) == ("triệu đồng", 3)
        assert (area.suffix, area.decimals) == ("m²", 1)

    def test_may_show_a_unit_of_its_own(self):
        found = only_field(field("number", appearance={"suffixAdorner": "người"}))
        assert found.suffix == "người"

    def test_bounds_may_be_written_as_text_as_the_editor_does(self):
        found = only_field(field("number", min="1", max=1000))
        assert (found.minimum, found.maximum) == (Decimal(1), Decimal(1000))

    def test_an_author_id_number_has_its_shape_without_saying_so(self):
        found = only_field(field("textfield", record="party.author.id_number"))
        assert found.format is Format.ID_NUMBER

    @pytest.mark.parametrize(
        "settings", [{"format": "phone"}, {"validate": {"validationType": "phone"}}]
    )
    def test_may_ask_for_a_shape(self, settings):
        assert only_field(field("textfield", **settings)).format is Format.PHONE

    def test_yes_and_no_may_be_written_as_true_and_false(self):
        found = only_field(field("radio", values=options("true", "false")))
        assert [option.value for option in found.options] == ["yes", "no"]

    def test_may_take_its_options_from_an_office_list(self):
        found = only_field(field("select", valuesKey="fields"))
        assert (found.options, found.list_name) == ((), "fields")

    @pytest.mark.parametrize(
        ("component", "default"),
        [
            (field("textfield", defaultValue="Người khiếu nại"), "Người khiếu nại"),
            (field("number", defaultValue=1), "1"),
            (field("checkbox", defaultValue=True), "yes"),
            (field("checkbox", defaultValue=False), ""),
            (field("radio", values=options("yes", "no"), defaultValue="no"), "no"),
            (field("select", values=options("a", "b"), defaultValue="b"), "b"),
        ],
        ids=["text", "number", "ticked", "not ticked", "yes or no", "option"],
    )
    def test_may_have_a_default(self, component, default):
        assert only_field(component).default == default

    def test_may_ask_for_a_role_and_a_height(self):
        assert only_field(field("select", kind="person", role="verifier")).role == "verifier"
        assert only_field(field("textarea", lines="6")).lines == 6

    def test_stands_in_a_row_of_sixteenths(self):
        found = only_field(field("textfield", layout={"row": "top", "columns": 8}))
        assert (found.row, found.width) == ("top", 8)


class TestTermsOfADate:
    def test_are_the_first_that_runs_of_several(self):
        (found,) = form_of(
            field(
                "datetime",
                not_after_due="kn1_resolve kn2_resolve",
                not_before_start="kn1_accept",
                after_due="kn_evidence_body",
            )
        ).fields
        assert found.not_after_due == ("kn1_resolve", "kn2_resolve")
        assert found.not_before_start == ("kn1_accept",)
        assert found.after_due == ("kn_evidence_body",)


class TestForm:
    def test_has_a_title_if_the_file_gives_one(self):
        content = form_file(field("textfield"), title="Quyết định thụ lý")
        assert parse_form("accept", content).title == "Quyết định thụ lý"
        assert parse_form("accept", form_file(field("textfield"))).title == ""

    def test_finds_its_fields_by_key(self):
        form = form_of(field("textfield", "first"), field("textfield", "second"))
        assert form.field("second").key == "second"
        with pytest.raises(KeyError):
            form.field("third")

    def test_a_group_is_a_part_of_the_paper(self):
        form = form_of(
            {"type": "group", "label": "Quyết định", "components": [field("textfield", "a")]},
            {"type": "group", "label": "Nội dung", "components": [field("textfield", "b")]},
        )
        assert [(part.title, [each.key for each in part.fields]) for part in form.parts] == [
            ("Quyết định", ["a"]),
            ("Nội dung", ["b"]),
        ]

    def test_fields_with_the_same_row_stand_side_by_side(self):
        side = {"layout": {"row": "top"}}
        form = form_of(
            field("textfield", "a", **side),
            field("textfield", "b", **side),
            field("textfield", "c"),
            field("textfield", "d"),
        )
        (part,) = form.parts
        assert [[each.key for each in row] for row in part.rows] == [["a", "b"], ["c"], ["d"]]

    def test_guidance_stands_above_the_next_field(self):
        found = only_field(
            {"type": "text", "text": "Ghi như trên giấy."},
            {"type": "separator"},
            {"type": "text", "text": "Không viết tắt."},
            field("textfield"),
        )
        assert found.lead == "Ghi như trên giấy.\nKhông viết tắt."

    def test_takes_what_the_editor_adds(self):
        content = form_file(
            {**field("textfield", layout={"row": "Row_1", "columns": None}), "id": "Field_1"},
            {"type": "spacer", "height": 60},
            exporter={"name": "form-js", "version": "1.2.3"},
            executionPlatform="Camunda Cloud",
            executionPlatformVersion="8.6",
            versionTag="v1",
        )
        assert len(parse_form("sample", content).fields) == 1

    def test_its_words_are_in_one_unicode_form(self):
        assert only_field(field("textfield", label="Nga\u0300y")).label == "Ng\u00e0y"


class TestCondition:
    def test_of_a_group_hides_all_its_fields(self):
        form = form_of(
            handling(),
            field("checkbox", "remote", "Vùng sâu"),
            {
                "type": "group",
                "label": "Không thụ lý",
                "conditional": {"hide": '=handling = "accept"'},
                "components": [
                    field("textfield", "ground"),
                    field("textfield", "why", hide="=remote = true"),
                ],
            },
        )
        assert form.field("ground").hidden_when.to_json() == '[[["handling","=","accept"]]]'
        assert form.field("why").hidden_when.to_json() == (
            '[[["handling","=","accept"]],[["remote","=","yes"]]]'
        )

    @pytest.mark.parametrize("written", ["true", "yes", '"true"', '"yes"'])
    def test_writes_yes_in_one_way(self, written):
        form = form_of(
            field("checkbox", "remote"), field("textfield", "why", hide=f"=remote != {written}")
        )
        assert form.field("why").hidden_when.to_json() == '[[["remote","!=","yes"]]]'

    def test_is_told_in_words_for_pages_without_script(self):
        form = form_of(
            handling(),
            field("checkbox", "remote", "Vùng sâu"),
            field("textfield", "why", hide='=handling != "accept" or remote = false'),
        )
        assert form.when_hidden(form.field("why")) == (
            'Chỉ ghi khi "Hướng xử lý" là "Mục accept" và "Vùng sâu" là "Có"'
        )
        assert form.when_hidden(form.field("handling")) == ""

    def test_of_several_comparisons_is_told_the_other_way_round(self):
        form = form_of(
            handling(),
            field("checkbox", "remote", "Vùng sâu"),
            field("textfield", "why", hide='=handling = "accept" and remote = false'),
        )
        assert form.when_hidden(form.field("why")) == (
            'Bỏ qua khi "Hướng xử lý" là "Mục accept" và "Vùng sâu" là "Không"'
        )

    def test_may_name_any_value_of_an_office_list(self):
        form = form_of(
            field("select", "source", valuesKey="sources"),
            field("textfield", "paper", hide='=source != "forwarded"'),
        )
        assert form.field("paper").hidden_when is not None


class TestButton:
    send = {"type": "button", "action": "submit", "label": "Ghi kết quả thụ lý", "key": "send"}  # noqa: RUF012

    def test_has_the_words_of_the_form(self):
        form = form_of(field("textfield"), self.send)
        assert form.submit_label == "Ghi kết quả thụ lý"
        assert len(form.fields) == 1

    def test_is_left_to_the_page_when_the_form_has_none(self):
        assert form_of(field("textfield")).submit_label == ""

    def test_is_one_and_stands_outside_the_parts(self):
        assert "chỉ có một nút gửi" in problem(field("textfield"), self.send, self.send)
        group = {"type": "group", "label": "Cuối", "components": [field("textfield"), self.send]}
        assert '"button" không dùng được' in problem(group)


class TestRefusal:
    @pytest.mark.parametrize(
        ("component", "expected"),
        [
            ({"type": "html", "content": "<b>"}, 'loại thành phần "html" không dùng được'),
            ({"type": "image", "source": "x"}, 'loại thành phần "image" không dùng được'),
            (field("taglist", values=options("a")), 'loại thành phần "taglist" không dùng được'),
            ({"type": ["a"]}, "không dùng được trong biểu mẫu"),
            (field("textfield", key="Handling"), "thiếu khóa hợp lệ"),
            (field("textfield", key="a-b"), "thiếu khóa hợp lệ"),
            (field("textfield", key="typename"), "dành riêng cho hệ thống"),
            (field("textfield", key="csrf_token"), "dành riêng cho hệ thống"),
            (field("textfield", key="and"), "dành riêng cho hệ thống"),
            (field("textfield", label=""), "thiếu nhãn"),
            (field("textfield", label="=tên"), "không dùng biểu thức"),
            (field("textfield", label="Chào {{ten}}"), "không dùng biểu thức"),
            (field("textfield", label="a" * 301), '"label" dài quá 300 ký tự'),
            (field("textfield", label="a\x07"), "có ký tự điều khiển"),
            (field("textfield", label=7), '"label" phải là chữ'),
            (field("textfield", placeholder="x"), 'thuộc tính "placeholder" không có'),
            (field("textfield", readonly=True), '"readonly" không dùng được'),
            (field("textfield", disabled=True), '"disabled" không dùng được'),
            (field("textfield", properties={"mau": "x"}), 'thuộc tính "mau" không có'),
            (field("textfield", properties=[]), "phải là một đối tượng JSON"),
            (field("textfield", validate={"pattern": "a+"}), 'thuộc tính "pattern" không có'),
            (field("textfield", validate={"required": "yes"}), '"required" phải là true hoặc'),
            (field("textfield", format="email"), 'format "email" không có'),
            (field("textfield", kind="colour"), 'kind "colour" không hợp'),
            (field("textarea", kind="money"), 'kind "money" không hợp'),
            (field("number", lines=3), 'thuộc tính "lines" không có'),
            (field("textfield", lines=9), '"lines" phải là số nguyên từ 1 đến 5'),
            (field("textfield", role="verifier"), 'thuộc tính "role" không có'),
            (field("textfield", maxLength=5000), '"maxLength" phải là số nguyên từ 1 đến 1000'),
            (field("textfield", minLength=9, maxLength=5), "mức nhỏ nhất lớn hơn mức lớn nhất"),
            (field("number", min=9, max=5), "mức nhỏ nhất lớn hơn mức lớn nhất"),
            (field("number", min="nhiều"), '"min" phải là số'),
            (field("number", min=True), '"min" phải là số'),
            (field("number", decimalDigits=9), '"decimalDigits" phải là số nguyên từ 0 đến 6'),
            (field("number", serializeToString=True), '"serializeToString" không dùng được'),
            (field("datetime", subtype="time"), 'đặt "subtype" là "date"'),
            (field("radio", values=[]), "chưa có lựa chọn nào"),
            (field("radio", values="a"), '"values" phải là danh sách'),
            (field("radio", values=options("a", "a")), "hai lựa chọn cùng giá trị"),
            (field("radio", values=options("có")), 'lựa chọn "có" cần giá trị viết không dấu'),
            (field("radio", values=[{"value": "a"}]), "và có nhãn"),
            (field("radio", values=options(*map(str, range(201)))), "quá 200 lựa chọn"),
            (field("radio", values=options("a"), defaultValue="b"), '"defaultValue" phải là một'),
            (field("select", values=options("a"), valuesKey="x"), "không ghi cả hai"),
            (field("textfield", multiple=True), 'thuộc tính "multiple" không có'),
            (field("textfield", fact="x"), 'ô loại text không ghi được dữ kiện "x"'),
            (field("number", fact="x", decimalDigits=1), "không ghi được dữ kiện"),
            (field("textfield", event="x"), "chỉ gắn được với ô ngày"),
            (field("textfield", not_after_due="kn1_resolve"), "chỉ dùng cho ô ngày"),
            (field("dynamiclist"), "danh sách chưa có cột nào"),
            ({"type": "button", "action": "submit"}, "thiếu chữ trên nút"),
            ({"type": "button", "label": "Xóa trắng"}, "nút chỉ dùng để gửi biểu mẫu"),
            ({"type": "text", "text": "# Tiêu đề"}, "chỉ gồm chữ thường"),
            ({"type": "text", "text": "Chào <b>bạn</b>"}, "chỉ gồm chữ thường"),
            ({"type": "text", "text": ""}, "chỉ gồm chữ thường"),
        ],
        ids=lambda value: value[:40] if isinstance(value, str) else "",
    )
    def test_says_what_is_wrong(self, component, expected):
        last = [] if component["type"] != "text" else [field("textfield")]
        assert any(expected in each for each in problems(component, *last))

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ('handling = "accept"', 'phải bắt đầu bằng dấu "="'),
            ("=later = true", "“later” không phải là một ô đứng trên ô này"),
            ("=nowhere = true", "“nowhere” không phải là một ô đứng trên ô này"),
            ('=name = "x"', "“name” phải là ô chọn một hoặc ô có/không"),
            ('=handling = "other"', "“other” không phải là lựa chọn của ô “handling”"),
            ('=remote = "maybe"', "“remote” là ô có/không, so sánh với true hoặc false"),
        ],
    )
    def test_of_a_condition_names_its_field(self, condition, expected):
        found = problem(
            handling(),
            field("textfield", "name"),
            field("checkbox", "remote"),
            field("textfield", "why", hide=condition),
            field("checkbox", "later"),
        )
        assert "why" in found
        assert expected in found

    def test_names_the_component_and_its_part(self):
        group = {"type": "group", "label": "Nội dung", "components": [{"type": "html"}]}
        assert problem(group, field("textfield")).startswith(
            "Thành phần thứ 1 trong phần “Nội dung” (html): "
        )
        assert problem(field("textfield", key="why", label="")).startswith("Ô “why” (textfield): ")

    def test_lists_every_problem_at_once(self):
        found = problems(field("html"), field("textfield", "a", label=""), field("radio", "b"))
        assert len(found) == 3

    def test_two_fields_cannot_share_a_key(self):
        assert "khóa này đã dùng" in problem(field("textfield"), field("textarea"))

    def test_parts_do_not_nest(self):
        inner = {"type": "group", "label": "Trong", "components": [field("textfield")]}
        outer = {"type": "group", "label": "Ngoài", "components": [inner]}
        assert "một phần không chứa phần khác" in problem(outer)

    def test_a_part_has_a_name_and_no_path(self):
        group = {"type": "group", "path": "x", "components": [field("textfield")]}
        assert any("thiếu tên phần" in each for each in problems(group))
        assert any('"path" không dùng được' in each for each in problems(group))

    def test_guidance_needs_a_field_below_it(self):
        found = problem(field("textfield"), {"type": "text", "text": "Hết."})
        assert "phải đứng ngay trên một ô" in found

    @pytest.mark.parametrize(
        ("column", "expected"),
        [
            (field("filepicker", "scan"), "không đặt được trong danh sách lặp"),
            (field("textfield", "name", record="note.text"), "không có điều kiện ẩn"),
            (field("textfield", "name", defaultValue="x"), "không có điều kiện ẩn"),
            (field("html", "name"), "không dùng được trong biểu mẫu"),
        ],
        ids=["file", "record", "default", "unknown"],
    )
    def test_a_column_is_a_plain_question(self, column, expected):
        columns = [field("textfield", "first"), column]
        assert expected in problem(field("dynamiclist", components=columns))

    def test_two_columns_cannot_share_a_key(self):
        columns = [field("textfield", "name"), field("textfield", "name")]
        assert "khóa này đã dùng" in problem(field("dynamiclist", components=columns))

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (b"", "cần JSON"),
            (b"\xff", "mã UTF-8"),
            (b"[" * 100_000, "cần JSON"),
            (b'{"a": 1, "a": 2}', "ghi hai lần"),
            (b'{"a": NaN}', "NaN không phải là số"),
            (b"null", "phải là một đối tượng JSON"),
            (b"[]", "phải là một đối tượng JSON"),
            (b" " * 300_000, "lớn quá 256 KB"),
            (b'{"type": "x", "components": []}', '"type" phải là "default"'),
            (b'{"type": "default", "components": []}', "chưa có ô nào"),
            (b'{"type": "default", "components": [], "x": 1}', 'thuộc tính "x"'),
            (b'{"type": "default", "components": {}}', '"components" phải là danh sách'),
            (b'{"type": "default", "components": [7]}', "phải là một đối tượng JSON"),
        ],
    )
    def test_of_a_broken_file(self, content, expected):
        with pytest.raises(FormDefinitionError) as refused:
            parse_form("sample", content)
        assert expected in " ".join(refused.value.problems)

    def test_a_form_has_at_most_200_fields(self):
        assert "quá 200 ô" in problem(*(field("textfield", f"f{n}") for n in range(201)))


class TestKey:
    def test_never_hides_an_attribute_of_the_wtforms_form(self):
        page = build(form_of(field("textfield")))
        public = {name for name in dir(page()) if re_key(name)}
        assert public - {"answer"} <= RESERVED_KEYS


def re_key(name):
    return name[0].islower() and name.isidentifier()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
component_like = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["textfield", "radio", "group", "dynamiclist", "text", "datetime", "number", "checkbox"]
        )
    },
    optional=dict.fromkeys(
        (
            *("key", "label", "values", "validate", "properties", "conditional", "components"),
            *("layout", "defaultValue", "appearance", "subtype", "text", "path"),
        ),
        json_values,
    ),
)


class TestAnyFile:
    @given(st.binary(max_size=200))
    def test_is_read_or_refused(self, content):
        with pytest.raises(FormDefinitionError):
            parse_form("sample", content)

    @settings(max_examples=60)
    @given(st.lists(component_like, max_size=4))
    def test_of_components_is_read_or_refused(self, components):
        content = {"type": "default", "components": components}
        with suppress(FormDefinitionError):
            assert isinstance(parse_form("sample", json.dumps(content).encode()), Form)

    def test_an_option_knows_its_label(self):
        found = only_field(field("radio", values=options("a", "b")))
        assert found.options[0] == Option("a", "Mục a")
        assert found.option_label("b") == "Mục b"
        assert found.option_label("gone") == "gone"
