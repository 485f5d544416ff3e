"""Lines of Vietnamese text: how wide, and where they break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagram_interchange import Box, Point
from engine.picture_labels import Block, Surroundings, around
from engine.picture_lettering import fit
from engine.picture_text import shorten, text_width, wrap

NAME = "Tổ chức đối thoại với người khiếu nại và người bị khiếu nại"


class TestWidth:
    def test_marks_above_and_below_a_letter_take_no_room(self):
        assert text_width("ờ", 10) == text_width("o", 10)

    def test_narrow_letters_are_narrower(self):
        assert text_width("iii", 10) < text_width("mmm", 10)

    def test_bold_is_wider(self):
        assert text_width("Đơn", 10, is_bold=True) > text_width("Đơn", 10)


class TestWrapping:
    def test_a_short_text_stays_on_one_line(self):
        assert wrap("Xử lý đơn", 100, 12) == ("Xử lý đơn",)

    def test_lines_are_about_equally_long(self):
        assert wrap("Thông báo không thụ lý", 110, 12) == ("Thông báo", "không thụ lý")

    def test_an_empty_text_has_no_lines(self):
        assert wrap("  ", 100, 12) == ()

    def test_too_many_lines_end_in_an_ellipsis(self):
        assert shorten(("một", "hai", "ba"), 2) == ("một", "hai…")

    @given(st.text(alphabet="ạbc Đm", max_size=60), st.floats(20, 200))
    def test_no_line_is_wider_than_allowed_and_nothing_is_lost(self, text, width):
        lines = wrap(text, width, 12)
        assert all(text_width(line, 12) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


class TestLettering:
    BOX = Box(0, 0, 110, 80)

    def test_a_short_name_stands_in_the_middle(self):
        assert fit("Xử lý đơn", self.BOX, (), is_bold=False).x == 55

    def test_a_long_name_is_written_smaller(self):
        assert fit(NAME, Box(0, 0, 100, 60), (), is_bold=False).class_ == "is-small"

    def test_it_keeps_clear_of_the_sign_in_the_corner(self):
        sign = Box(0, 0, 21, 20)
        box = Box(0, 0, 100, 58)
        lettering = fit("Đề xuất hướng xử lý", box, (sign,), is_bold=False)
        first = lettering.lines[0]
        left = lettering.x - text_width(first, 12.5) / 2
        assert lettering.y - 9 >= sign.bottom or left >= sign.right

    @pytest.mark.parametrize("height", [20, 40, 80])
    def test_it_never_leaves_the_box(self, height):
        lettering = fit(NAME * 4, Box(0, 0, 100, height), (), is_bold=True)
        assert lettering.y + lettering.height * (len(lettering.lines) - 1) <= height


class TestPlacing:
    EVENT = Box(100, 100, 36, 36)
    BLOCK = Block(("Quá hạn",))

    def place(self, *lines: tuple[Point, ...]) -> Box:
        surroundings = Surroundings([self.EVENT], lines, [])
        return surroundings.place(around(self.EVENT, [self.BLOCK], is_above_better=False)).box

    def test_a_name_stands_below(self):
        assert self.place().y > self.EVENT.bottom
        assert self.place().center.x == self.EVENT.center.x

    def test_a_name_steps_aside_for_a_flow(self):
        box = self.place((Point(118, 136), Point(118, 300)))
        assert not box.crossed_by(Point(118, 136), Point(118, 300))

    def test_two_names_do_not_cover_each_other(self):
        surroundings = Surroundings([self.EVENT], [], [])
        choices = list(around(self.EVENT, [self.BLOCK], is_above_better=False))
        first, second = surroundings.place(choices).box, surroundings.place(choices).box
        assert first.overlap(second) == 0
