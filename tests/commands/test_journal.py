"""``donthu journal``: how the operator checks it."""

import sqlite3


class TestVerify:
    def test_says_that_the_journal_is_whole(self, donthu):
        assert donthu("worker", "--once").code == 0
        done = donthu("journal", "verify")
        assert done.code == 0, done.errors
        assert "Nhật ký nguyên vẹn" in done.out

    def test_names_the_entry_that_was_edited_and_ends_with_1(self, donthu):
        donthu("worker", "--once")
        with sqlite3.connect(donthu.var / "donthu.sqlite3") as database:
            database.execute("DROP TRIGGER journal_entry_no_update")
            database.execute("UPDATE journal_entry SET address = '10.9.9.9' WHERE id = 3")
        database.close()
        done = donthu("journal", "verify")
        assert done.code == 1
        assert "Bút toán số 3 (mã 3) đã bị sửa" in done.out
        assert "NHẬT KÝ KHÔNG CÒN NGUYÊN VẸN: 1 chỗ sai" in done.out

    def test_ends_with_2_without_the_keys(self, donthu):
        donthu("worker", "--once")
        keys = donthu.var / "keys" / "journal"
        keys.rename(keys.with_name("elsewhere"))
        assert "Không đọc được tệp khóa" in donthu("journal", "verify").refusal


class TestKey:
    def test_is_added_and_used_from_then_on(self, donthu):
        donthu("worker", "--once")
        assert "Đã thêm khóa" in donthu("journal", "key").out
        donthu("worker", "--once")
        assert donthu("journal", "verify").code == 0
