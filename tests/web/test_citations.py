"""Legal citations on the screen."""

from app.rendering.citations import unbroken


class TestNumberOfADocument:
    def test_stays_on_one_line(self):
        shown = unbroken("khoản 1 Điều 16 Nghị định 124/2020/NĐ-CP, sửa đổi")
        assert '<span class="nowrap">124/2020/NĐ-CP</span>, sửa đổi' in shown

    def test_is_kept_as_it_is_written(self):
        shown = unbroken("(khoản 3 Điều 3 Quy chế 2003/QĐ-UBND).")
        assert shown.striptags() == "(khoản 3 Điều 3 Quy chế 2003/QĐ-UBND)."
        assert shown.endswith("</span>).")

    def test_is_not_a_way_to_write_markup(self):
        assert "<b>" not in unbroken("<b>1/2-3</b>")

    def test_leaves_dates_and_forms_alone(self):
        assert unbroken("hiệu lực từ 01/07/2026, Mẫu số 03-KN") == (
            "hiệu lực từ 01/07/2026, Mẫu số 03-KN"
        )
