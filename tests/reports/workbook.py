"""Reads a workbook as a person would: the texts of its cells, row by row."""

import io
import zipfile
from datetime import date, timedelta

from lxml import etree

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def parts_of(content):
    """Return the parts of a workbook as trees, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        return {
            name: etree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.endswith(".xml")
        }


def rows_of(content):
    """Return the rows of the only sheet: column letter -> text, or a number where it is one."""
    sheet = parts_of(content)["xl/worksheets/sheet1.xml"]
    assert not list(sheet.iter(f"{NAMESPACE}f"))
    return [
        {cell.get("r").rstrip("0123456789"): _value(cell) for cell in row}
        for row in sheet.iter(f"{NAMESPACE}row")
    ]


def table_of(content):
    """Return the lines under the heads, each by head; the heads stand where the filter is."""
    sheet = parts_of(content)["xl/worksheets/sheet1.xml"]
    first = int(sheet.find(f"{NAMESPACE}autoFilter").get("ref").partition(":")[0].lstrip("A"))
    rows = rows_of(content)
    heads = rows[first - 1]
    return [{heads[place]: value for place, value in row.items()} for row in rows[first:]]


def notes_of(content):
    """Return the lines above the heads."""
    lines = [row["A"] for row in rows_of(content) if set(row) == {"A"}]
    return [line for line in lines if isinstance(line, str)]


def day(number):
    """Return the date behind the number of a cell."""
    return date(1899, 12, 30) + timedelta(days=number)


def _value(cell):
    text = "".join(cell.itertext())
    return text if cell.get("t") == "inlineStr" else float(text)
