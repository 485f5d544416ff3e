"""A workbook holds what it was given: texts as texts, dates as dates, and no formula ever."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from reports.spreadsheet import Column, write_spreadsheet

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = (Column("Mã hồ sơ", 18), Column("Hạn", 12))


def written(*rows, **options):
    """Return the parts of the workbook as trees, by name."""
    target = io.BytesIO()
    write_spreadsheet(target, **{"title": "Thời hạn", "columns": COLUMNS, "rows": rows} | options)
    with zipfile.ZipFile(target) as parts:
        return {
            name: etree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.endswith(".xml")
        }


def cells(parts):
    """Return the cells of the sheet by place."""
    sheet = parts["xl/worksheets/sheet1.xml"]
    return {cell.get("r"): cell for cell in sheet.iter(f"{NAMESPACE}c")}


def text_of(cell):
    return "".join(cell.itertext())


def is_quoted(parts, cell):
    styles = parts["xl/styles.xml"].find(f"{NAMESPACE}cellXfs")
    return styles[int(cell.get("s", 0))].get("quotePrefix") == "1"


class TestSpreadsheet:
    def test_has_heads_above_rows(self):
        found = cells(written(("KN-2026-000001", date(2026, 9, 7))))
        assert [text_of(found[place]) for place in ("A1", "B1", "A2")] == [
            "Mã hồ sơ",
            "Hạn",
            "KN-2026-000001",
        ]

    def test_writes_a_date_as_a_date(self):
        parts = written(("", date(2026, 9, 7)))
        cell = cells(parts)["B2"]
        assert (cell.get("t"), text_of(cell)) == (None, "46272")
        styles = parts["xl/styles.xml"]
        assert "dd/mm/yyyy" in etree.tostring(styles, encoding="unicode")

    def test_writes_a_number_as_a_number_and_nothing_for_nothing(self):
        found = cells(written((12, None)))
        assert (text_of(found["A2"]), "B2" in found) == ("12", False)

    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            '=HYPERLINK("http://x","y")',
            "+84 905",
            "-2",
            "@SUM(A1)",
            "\t=1",
            "{=1}",
            "http://a.vn",
        ],
    )
    def test_never_holds_a_formula_or_a_link(self, text):
        parts = written((text, None))
        cell = cells(parts)["A2"]
        assert cell.get("t") in {"s", "inlineStr", "str"}
        assert not list(parts["xl/worksheets/sheet1.xml"].iter(f"{NAMESPACE}f"))
        assert not list(parts["xl/worksheets/sheet1.xml"].iter(f"{NAMESPACE}hyperlink"))
        assert text_of(cell) == text

    @pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@x"])
    def test_marks_a_text_that_looks_like_a_formula(self, text):
        parts = written((text, None))
        assert is_quoted(parts, cells(parts)["A2"])

    def test_leaves_other_texts_unmarked(self):
        parts = written(("Lý Văn P", None))
        assert not is_quoted(parts, cells(parts)["A2"])

    @pytest.mark.parametrize(
        "text",
        [
            '<r></is></c><c r="B2"><f>1+1</f></c><c><is></r>',
            "</t></is></c><f>",
            "a & b < c",
            " hai đầu ",
            "_x0041_",
        ],
    )
    def test_escapes_what_would_be_read_as_more_than_a_text(self, text):
        found = cells(written((text, None)))
        assert set(found) == {"A1", "B1", "A2"}
        assert text_of(found["A2"]) == text.replace("_x0041_", "_x005F_x0041_")

    def test_removes_what_cannot_be_seen(self):
        found = cells(written(("a\x00b\x07c\u202ed\x85\r\ne", None)))
        assert text_of(found["A2"]) == "abcd\ne"

    def test_composes_letters_and_their_marks(self):
        decomposed = "Tie\u0302\u0301p"
        assert text_of(cells(written((decomposed, None)))["A2"]) == "Tiếp"

    def test_writes_an_instant_as_the_time_in_the_office(self):
        instant = datetime(2026, 9, 7, 1, 30, tzinfo=UTC)
        parts = written(("", instant))
        assert text_of(cells(parts)["B2"]).startswith("46272.354")

    def test_is_ready_for_a_printer(self):
        parts = written(("x", None), ("y", None), notes=("Sổ",))
        sheet = parts["xl/worksheets/sheet1.xml"]
        page = sheet.find(f"{NAMESPACE}pageSetup")
        assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")
        assert page.get("fitToHeight") == "0"
        names = etree.tostring(parts["xl/workbook.xml"], encoding="unicode")
        assert "Print_Titles" in names
        assert "$2:$2" in names

    def test_keeps_its_heads_in_sight_with_a_filter(self):
        sheet = written(("x", None), ("y", None), notes=("Sổ",))["xl/worksheets/sheet1.xml"]
        pane = next(sheet.iter(f"{NAMESPACE}pane"))
        assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "A3")
        assert sheet.find(f"{NAMESPACE}autoFilter").get("ref") == "A2:B4"

    def test_without_rows_is_a_workbook_still(self):
        assert set(cells(written())) == {"A1", "B1"}

    def test_puts_notes_above_the_heads(self):
        found = cells(written(("x", None), notes=("Xem trước lúc 10:00",)))
        assert (text_of(found["A1"]), text_of(found["A2"])) == ("Xem trước lúc 10:00", "Mã hồ sơ")

    def test_takes_any_title_as_the_name_of_its_sheet(self):
        parts = written(title="Đổi hạn: 09/2026 [nháp] của một thay đổi rất dài")
        name = parts["xl/workbook.xml"].find(f"{NAMESPACE}sheets")[0].get("name")
        assert name == "Đổi hạn 09 2026 nháp của một th"

    def test_cuts_a_text_that_no_cell_can_hold(self):
        assert len(text_of(cells(written(("x" * 40_000, None)))["A2"])) == 32_767

    def test_takes_rows_one_by_one(self):
        rows = ((f"KN-{number}", date(2026, 9, 7)) for number in range(3000))
        found = cells(written(*(), rows=rows))
        assert text_of(found["A3001"]) == "KN-2999"
