"""What publishing asks of a form."""

import pytest

from forms.components import KEY
from forms.definition import Kind, check_form
from forms.publishing import find_author_fields
from forms.records import RECORDS
from tests.forms.samples import field, form_of, handling, options

FACTS = {
    "handling": ("code", ("accept", "refuse", "guide")),
    "remote": ("bool", ()),
    "people": ("int", ()),
    "noticed_on": ("date", ()),
}
LISTS = {"sources": ("post", "direct"), "fields": ("land",)}


def problems(*components):
    return check_form(
        form_of(*components),
        facts=FACTS,
        events={"accepted"},
        roles={"verifier"},
        lists=LISTS,
        terms={"kn1_resolve"},
        documents={"evidence"},
    )


class TestForm:
    def test_that_fits_is_published(self):
        assert (
            problems(
                handling(fact="handling"),
                field("checkbox", "remote", fact="remote", record="case.remote"),
                field("number", "people", fact="people"),
                field("datetime", "on", fact="noticed_on", event="accepted"),
                field("select", "verifier", kind="person", role="verifier"),
                field("select", "source", valuesKey="sources", record="petition.source"),
                field("textfield", "title", record="case.title"),
                field("filepicker", "scan", record="document.file"),
                field("filepicker", "copy", record="document.file"),
                field("filepicker", "papers", multiple=True, document="evidence"),
            )
            == []
        )

    @pytest.mark.parametrize(
        ("component", "expected"),
        [
            (field("textfield", record="party.denouncer.name"), "không có trong danh mục được ghi"),
            (field("textfield", record="decision.signed_on"), "cần ô loại date, không phải text"),
            (
                field("radio", values=options("won"), record="decision.outcome"),
                "không nhận giá trị won",
            ),
            (
                field("radio", values=options("mail"), record="petition.source"),
                "không nhận giá trị mail",
            ),
            (field("filepicker", document="poem"), "loại tài liệu “poem” không có"),
            (field("checkbox", fact="speed"), "“speed” chưa khai báo trong version.toml"),
            (field("checkbox", fact="handling"), "thuộc kiểu code, không hợp với ô loại yes_no"),
            (field("number", fact="remote"), "thuộc kiểu bool, không hợp với ô loại number"),
            (
                field("radio", values=options("accept", "drop"), fact="handling"),
                "“handling” không có giá trị drop",
            ),
            (
                field("select", valuesKey="sources", fact="handling"),
                "“handling” không có giá trị post, direct",
            ),
            (field("datetime", event="landed"), "“landed” không có trong danh mục sự kiện"),
            (
                field("datetime", not_after_due="kn1_resolve kn9_never"),
                "thời hạn “kn9_never” không có trong bảng thời hạn",
            ),
            (field("select", kind="person", role="cook"), "“cook” không có trong danh mục vai trò"),
            (field("select", valuesKey="colours"), "danh mục “colours” không có"),
            (
                field("dynamiclist", components=[field("select", "who", kind="person", role="x")]),
                "cột “who”: vai trò “x” không có",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_that_refers_to_nothing_or_to_something_else_is_not(self, component, expected):
        (problem,) = problems(component)
        assert problem.startswith("Ô “answer”")
        assert expected in problem

    def test_may_offer_fewer_values_than_the_fact_has(self):
        assert problems(handling(fact="handling")) == []

    @pytest.mark.parametrize(
        ("place", "name"), [("record", "document.issued_on"), ("event", "accepted")]
    )
    def test_sets_nothing_twice(self, place, name):
        first, second = (
            field("datetime", "a", **{place: name}),
            field("datetime", "b", **{place: name}),
        )
        assert problems(first, second) == [f"Ô “b”: {place} “{name}” đã gắn với ô “a”."]

    def test_may_set_the_same_in_fields_that_are_never_asked_together(self):
        assert (
            problems(
                handling(required=True),
                field("datetime", "a", record="document.issued_on", hide='=handling = "accept"'),
                field("datetime", "b", record="document.issued_on", hide='=handling = "refuse"'),
            )
            == []
        )


class TestNumberOfAPerson:
    @pytest.mark.parametrize("kind", ["id_number", "phone"])
    def test_is_asked_only_where_it_is_encrypted(self, kind):
        (problem,) = problems(field("textfield", "number", format=kind))
        assert problem.startswith("Ô “number”: số giấy tờ, điện thoại của người chỉ ghi ở ô gắn")
        assert problems(field("textfield", "number", record="party.author.id_number")) == []


class TestDenunciation:
    def test_finds_every_field_that_tells_the_author(self):
        form = form_of(
            field("textfield", "name", record="party.author.full_name"),
            field("textfield", "body", record="party.respondent.full_name"),
            field("textfield", "phone", record="party.author.phone"),
        )
        assert find_author_fields(form) == ("name", "phone")


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.path)
class TestRecord:
    def test_is_a_path_with_a_title_and_fitting_kinds(self, record):
        assert all(KEY.fullmatch(part) for part in record.path.split("."))
        assert record.title
        assert record.kinds
        assert Kind.LIST not in record.kinds

    def test_of_an_author_says_so(self, record):
        assert record.names_author == record.path.startswith("party.author.")

    def test_limits_only_what_can_be_limited(self, record):
        assert record.max_length is None or Kind.TEXT in record.kinds
        assert record.format is None or record.kinds == {Kind.TEXT}
        assert not record.is_past or record.kinds == {Kind.DATE}
