"""A workbook holds what it was given: texts as texts, dates as dates, and no formula ever."""

import io
import zipfile
from datetime import date

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
