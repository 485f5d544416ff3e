"""``donthu search``: what is there is found again."""

import sqlite3

FOUND = "SELECT count(*) FROM search_entry"


def count_in(donthu):
    with sqlite3.connect(donthu.var / "donthu.sqlite3") as connection:
        return connection.execute(FOUND).fetchone()[0]


class TestRebuild:
    def test_writes_what_was_lost_and_says_how_much_is_found(self, donthu):
        there = count_in(donthu)
        assert there
        with sqlite3.connect(donthu.var / "donthu.sqlite3") as connection:
            connection.execute("DELETE FROM search_entry")
        done = donthu("search", "rebuild")
        assert (done.code, done.out) == (0, f"Xong: tìm được {there} hồ sơ\n")
        assert count_in(donthu) == there

    def test_can_be_run_again(self, donthu):
        assert donthu("search", "rebuild").out == donthu("search", "rebuild").out

    def test_of_nothing_is_refused(self, donthu):
        assert "Thiếu" in donthu("search").errors
