"""Biên bản bàn giao as a file: what stands in it, and that nothing in it is a command."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from cases.handover.duty import DutyKind
from cases.handover.minutes import HandedLine, Minutes
from config.clock import TIME_ZONE
from reports.papers.handover_minutes import handover_minutes
from reports.papers.paper import PaperError, fill_paper

STEP = HandedLine(
    DutyKind.STEP, "KN-2026-0012", "Xác minh", date(2026, 9, 1), "Trần Thị B", "88/QĐ-UBND"
)
USUAL = {
    "number": 3,
    "kind": "lock",
    "name": "Nguyễn Văn A",
    "email": "nguyenvana@danang.gov.vn",
    "units": ("Người xử lý đơn, UBND phường Mẫu An",),
    "unit_name": "UBND phường Mẫu An",
    "ground": "Có quyết định điều động",
    "article": "điểm a khoản 3 Điều 8 Quy chế 2003/QĐ-UBND",
    "document": "12/QĐ-UBND",
    "document_on": date(2026, 8, 20),
    "from_day": date(2026, 9, 1),
    "to_unit": "",
    "closed_by": "Đỗ Văn I",
    "closed_at": datetime(2026, 8, 26, 10, 5, tzinfo=TIME_ZONE),
    "lines": (STEP,),
    "receivers": ("Trần Thị B",),
}


def text_of(**said):
    """Return the words of the paper, the cells of its tables among them."""
    file = Document(BytesIO(handover_minutes(Minutes(**(USUAL | said)))))
    words = [each.text for each in file.paragraphs]
    words += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join(words)


class TestMinutes:
    def test_name_who_gave_what_to_whom_and_on_which_papers(self):
        text = text_of()
        for words in (
            "UBND PHƯỜNG MẪU AN",
            "ngày 26 tháng 8 năm 2026",
            "điểm g khoản 2 Điều 15 và điểm a khoản 3 Điều 8 Quy chế",
            "12/QĐ-UBND ngày 20/08/2026",
            "3. Công việc đã bàn giao: 1 việc",
            "KN-2026-0012\nXác minh, hạn 01/09/2026\nTrần Thị B\n88/QĐ-UBND",
            "bị khóa quyền truy cập từ ngày 01/09/2026",
        ):
            assert words in text

    def test_of_a_move_say_that_the_account_goes_on(self):
        text = text_of(kind="move", to_unit="UBND phường Mẫu Bình", ground="", article="")
        assert "nhận vai trò ở UBND phường Mẫu Bình" in text
        assert "Căn cứ điểm g khoản 2 Điều 15 Quy chế" in text

    def test_of_an_emergency_say_that_the_head_has_everything(self):
        assert "Tài khoản bị khóa khẩn cấp" in text_of(kind="emergency")
        assert "Tài khoản bị khóa khẩn cấp" not in text_of()

    def test_of_nothing_say_so(self):
        assert "không còn việc nào phải giao" in text_of(lines=(), receivers=())

    def test_write_days_and_months_as_papers_do(self):
        assert "ngày 05 tháng 02 năm 2027" in text_of(
            closed_at=datetime(2027, 2, 5, 9, tzinfo=TIME_ZONE)
        )

    @pytest.mark.parametrize(
        "name",
        [
            "{{ 7 * 7 }}",
            "{% for x in y %}",
            "</w:t></w:r>",
            "A & <B>",
            "\"'",
            "{{ name.__class__ }}",
        ],
    )
    def test_take_what_is_filled_in_as_text(self, name):
        content = handover_minutes(Minutes(**(USUAL | {"name": name})))
        assert name in text_of(name=name)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            etree.fromstring(archive.read("word/document.xml"))


class TestTemplate:
    def test_that_names_what_there_is_not_is_refused(self, tmp_path):
        """Else a gap would stand in a signed paper."""
        file = Document()
        file.add_paragraph("{{ name }}, {{ phone }}")
        file.save(tmp_path / "letter.docx")
        with pytest.raises(PaperError, match=r"letter\.docx: .* phone"):
            fill_paper("letter", {"name": "A"}, tmp_path)
