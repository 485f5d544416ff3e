"""``donthu units``: what is there, and what a file would add."""

BEFORE = """
title = "Trước"
valid_from = 2021-01-01
document = "1/NQ"
units = [
    { code = "phuong-cu", name = "Phường Cũ", kind = "ward" },
    { code = "xa-chia", name = "Xã Chia", kind = "commune" },
]
"""
AFTER = """
title = "Sau"
valid_from = 2025-07-01
document = "2/NQ"
units = [
    { code = "phuong-moi", name = "Phường Mới", kind = "ward" },
    { code = "xa-moi", name = "Xã Mới", kind = "commune" },
]
ended = [
    { code = "phuong-cu", last_day = 2025-06-30, to = ["phuong-moi"] },
    { code = "xa-chia", last_day = 2025-06-30, to = ["phuong-moi", "xa-moi"] },
]
"""


class TestUnits:
    def test_of_a_file_are_first_shown_and_then_written(self, donthu):
        preview = donthu("units", "load", "da-nang-2025-07-01", "--preview")
        assert preview.code == 0
        assert "128 đơn vị mới" in preview.out
        assert "Chưa ghi gì" in preview.out
        assert "phuong-hai-chau" not in donthu("units", "list").out
        assert "Đã ghi." in donthu("units", "load", "da-nang-2025-07-01", "--apply").out
        assert (
            "Mọi đơn vị của tệp đã có."
            in donthu("units", "load", "da-nang-2025-07-01", "--apply").out
        )
        assert "UBND phường Hải Châu" in donthu("units", "list").out

    def test_of_a_file_that_is_not_there_are_refused(self, donthu, tmp_path):
        refused = donthu("units", "load", str(tmp_path / "khong-co.toml"), "--preview")
        assert "khong-co.toml: không đọc được" in refused.refusal

    def test_are_merged_after_a_preview(self, donthu):
        words = ("units", "merge", "mau-an", "--from-day", "2026-08-26")
        paper = ("--document", "1659/NQ", "--document-day", "2025-06-16")
        into = ("--into", "mau-chi")
        preview = donthu(*words, *paper, *into, "--preview")
        assert "UBND phường Mẫu An → UBND phường Mẫu Chi" in preview.out
        assert "Chưa ghi gì" in preview.out
        assert "--into" in donthu(*words, *paper, "--apply").errors
        assert "đang mở" in donthu(*words, *paper, *into, "--apply").out
        again = donthu(*words, *paper, *into, "--preview").out
        assert "0 vụ việc, 0 đơn" in again

    def test_that_ended_on_one_day_are_merged_together(self, donthu, tmp_path):
        for name, text in {"before": BEFORE, "after": AFTER}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            donthu("units", "load", str(tmp_path / name), "--apply")
        words = ("units", "merge-ended", "--last-day", "2025-06-30", "--document", "1659/NQ")
        done = donthu(*words, "--document-day", "2025-06-16", "--apply")
        assert "Phường Cũ → Phường Mới" in done.out
        assert "Xã Chia" in done.out.partition("không có đúng một đơn vị kế thừa")[2]
        again = donthu(*words, "--document-day", "2025-06-16", "--preview")
        assert "Phường Cũ" not in again.out

    def test_that_ended_are_merged_though_one_of_them_cannot_be(self, donthu, tmp_path):
        """The known successor of the first was merged itself: somebody chooses another."""
        chained = AFTER.replace('["phuong-moi"]', '["xa-moi"]').replace(
            '["phuong-moi", "xa-moi"]', '["phuong-moi"]'
        )
        for name, text in {"before": BEFORE, "after": chained}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
            donthu("units", "load", str(tmp_path / name), "--apply")
        paper = ("--document", "1659/NQ", "--document-day", "2025-06-16", "--apply")
        into = ("--into", "phuong-moi", "--from-day", "2025-08-01")
        donthu("units", "merge", "xa-moi", *into, *paper)
        done = donthu("units", "merge-ended", "--last-day", "2025-06-30", *paper)
        assert "Xã Chia → Phường Mới" in done.out
        assert "Phường Cũ (phuong-cu) chưa sáp nhập được" in done.errors
        assert (done.code, "đã sáp nhập" in done.errors) == (2, True)

    def test_that_are_not_there_cannot_be_merged(self, donthu):
        paper = ("--document", "1", "--document-day", "2026-01-01", "--from-day", "2026-08-26")
        assert "Không có đơn vị" in donthu("units", "merge", "x", *paper, "--preview").refusal

    def test_of_a_file_want_to_know_whether_to_write(self, donthu):
        assert donthu("units", "load", "da-nang-2021").code == 2
