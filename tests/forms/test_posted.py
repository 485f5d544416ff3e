"""Strings as they were typed: from the page, into a draft, and back on the page."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import Option
from forms.posted import RawValues, raw_values
from forms.prefill import initial
from forms.submission import UploadedFile, read
from tests.forms.samples import LIMITS, Chosen, Files, field, form_of, options, posted

CHOICES = {
    "person": [Option("7", "Lê Văn C"), Option("9", "Võ Thị E")],
    "unit": [Option("1", "UBND phường Mẫu An")],
    "source": [Option("post", "Bưu chính")],
    "rows.person": [Option("7", "Lê Văn C")],
}
EVERY_KIND = form_of(
    field("textfield", "text", required=True),
    field("textfield", "id_number", format="id_number"),
    field("textfield", "phone", format="phone"),
    field("textarea", "words"),
    field("number", "count"),
    field("number", "share", decimalDigits=2, min=-100),
    field("datetime", "plain"),
    field("datetime", "happened", event="accepted"),
    field("checkbox", "ticked"),
    field("radio", "asked", values=options("yes", "no")),
    field("radio", "one", values=options("a", "b")),
    field("select", "chosen", values=options("a", "b"), hide='=one = "a"'),
    field("select", "source", valuesKey="sources", hide="=asked = true or ticked = true"),
    field("checklist", "several", values=options("a", "b", "c"), required=True),
    field("select", "person", kind="person"),
    field("select", "unit", kind="unit"),
    field("number", "money", kind="money"),
    field("textfield", "area", kind="area"),
    field("filepicker", "scan", hide="=ticked = true"),
    field(
        "dynamiclist",
        "rows",
        components=[
            field("textfield", "name", required=True),
            field("checkbox", "ticked"),
            field("datetime", "on"),
            field("checklist", "several", values=options("a", "b")),
            field("select", "person", kind="person"),
            field("number", "money", kind="money"),
        ],
    ),
)
KEYS = [each.key for each in EVERY_KIND.fields]
ROW_NAMES = [
    f"rows-{row}-{column.key}"
    for row in ("0", "1", "7", "99999", "x")
    for column in EVERY_KIND.field("rows").columns
]


class TestRawValues:
    form = form_of(
        field("textfield", "name"),
        field("filepicker", "scan"),
        field("dynamiclist", "goods", components=[field("textfield", "name")]),
    )

    def test_hold_what_was_typed_and_nothing_else(self):
        names = posted(name=" Huỳnh ", scan="a.pdf", csrf_token="secret", party="Nguyễn")
        assert raw_values(self.form, names) == {"name": [" Huỳnh "]}

    def test_number_the_rows_that_were_written_in(self):
        names = posted(goods__2__name="b", goods__0__name="a", goods__1__name=" ", goods__9__x="y")
        assert raw_values(self.form, names) == {"goods-0-name": ["a"], "goods-1-name": ["b"]}

    def test_do_not_change_when_they_are_read_again(self):
        once = raw_values(self.form, posted(goods__5__name="b", name="x"))
        assert raw_values(self.form, RawValues(once)) == once

    def test_are_json(self):
        once = raw_values(self.form, posted(name=["a", "\x00\ud800"], goods__0__name="c"))
        assert json.loads(json.dumps(once)) == once


class TestInitialValues:
    form = form_of(
        field("datetime", "on"),
        field("number", "money", kind="money"),
        field("number", "count", defaultValue=1),
        field("checkbox", "ticked"),
        field("radio", "asked", values=options("yes", "no")),
        field("checklist", "several", values=options("a", "b")),
        field("filepicker", "scan"),
        field("dynamiclist", "goods", components=[field("number", "money", kind="money")]),
    )

    def test_are_written_as_somebody_would_type_them(self):
        values = {
            "on": date(2026, 8, 5),
            "money": Decimal("1234567.500"),
            "ticked": True,
            "asked": False,
            "several": ("a", "b"),
            "goods": ({"money": Decimal("0.25")}, {}),
        }
        assert initial(self.form, values) == {
            "on": ["05/08/2026"],
            "money": ["1.234.567,5"],
            "count": ["1"],
            "ticked": ["yes"],
            "asked": ["no"],
            "several": ["a", "b"],
            "goods-0-money": ["0,25"],
        }

    def test_take_a_date_as_facts_hold_it(self):
        assert initial(self.form, {"on": "2026-08-05"})["on"] == ["2026-08-05"]

    def test_an_empty_box_is_not_ticked(self):
        assert initial(self.form, {"ticked": False})["ticked"] == []

    def test_leave_files_and_unknown_keys_out(self):
        file = UploadedFile("a.pdf", b"", "application/pdf", "", 0)
        values = {"scan": file, "other": "x", "goods": "x"}
        assert initial(self.form, values) == {"count": ["1"], "scan": []}


def strings_of(kind):
    """Strings that come close to what the kind takes, and strings that do not."""
    near = st.sampled_from(
        [
            *("", " ", "a", "yes", "no", "7", "post", "1.234,5", "-3", "12", "05/08/2026"),
            *("31/02/2026", "2026-08-20", "048099000117", "+84905123456", "Ñôn khieáu naïi"),
        ]
    )
    return st.lists(near | st.text(max_size=20), max_size=3)


anything = st.dictionaries(
    st.sampled_from([*KEYS, *ROW_NAMES, "other"]), strings_of("any"), max_size=30
)
files = st.dictionaries(
    st.sampled_from(["scan", "text", "rows-0-name"]),
    st.lists(
        st.builds(Chosen, st.none() | st.text(max_size=8), st.binary(max_size=20)), max_size=2
    ),
    max_size=2,
)


class TestAnythingPosted:
    @given(anything, files)
    def test_gives_values_or_errors(self, raw, chosen):
        submission = read(EVERY_KIND, RawValues(raw), Files(chosen), LIMITS, CHOICES)
        wrong = {error.key.split("-")[0] for error in submission.errors}
        assert set(submission.values) - {"rows"} <= set(KEYS) - wrong
        assert all(error.message and error.line and error.label for error in submission.errors)
        positions = [KEYS.index(error.key.split("-")[0]) for error in submission.errors]
        assert positions == sorted(positions)

    @given(anything)
    def test_reads_the_same_from_a_draft(self, raw):
        draft = json.loads(json.dumps(raw_values(EVERY_KIND, RawValues(raw))))
        direct = read(EVERY_KIND, RawValues(raw), None, LIMITS, CHOICES)
        assert read(EVERY_KIND, RawValues(draft), None, LIMITS, CHOICES) == direct

    @given(anything)
    def test_reads_the_same_when_its_values_are_typed_again(self, raw):
        values = read(EVERY_KIND, RawValues(raw), None, LIMITS, CHOICES).values
        again = read(EVERY_KIND, RawValues(initial(EVERY_KIND, values)), None, LIMITS, CHOICES)
        if not again.errors:
            assert again.values == values
        for error in again.errors:
            assert error.message.startswith(("Không để trống", "Chọn", "Chưa có tệp"))


class TestTypedAgain:
    @given(st.decimals(0, 10**12, places=3))
    def test_an_amount_of_money_is_the_same(self, amount):
        form = form_of(field("number", "money", kind="money"))
        submission = read(form, RawValues(initial(form, {"money": amount})), None, LIMITS)
        assert submission.values["money"] == amount

    @given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    def test_a_date_is_the_same(self, day):
        form = form_of(field("datetime", "on"))
        submission = read(form, RawValues(initial(form, {"on": day})), None, LIMITS)
        assert submission.values["on"] == day

    @pytest.mark.parametrize("count", [0, 1, 999, 1000, 999_999_999])
    def test_a_count_is_the_same(self, count):
        form = form_of(field("number", "count"))
        submission = read(form, RawValues(initial(form, {"count": count})), None, LIMITS)
        assert submission.values["count"] == count
