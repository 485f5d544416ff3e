"""XML that other people wrote."""

import pytest

from engine.errors import UnsafeXmlError
from engine.safe_xml import MAX_BYTES, read_xml

DECLARED = '<?xml version="1.0" encoding="{}"?><a>đ</a>'
BILLION_LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'
FILE_ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


class TestReadXml:
    def test_reads_utf_8(self):
        assert read_xml(DECLARED.format("UTF-8").encode()).text == "đ"

    def test_reads_a_byte_order_mark(self):
        assert read_xml(b"\xef\xbb\xbf<a/>").tag == "a"

    def test_leaves_out_comments_and_instructions(self):
        assert len(read_xml(b"<a><!-- x --><?php evil ?><b/></a>")) == 1

    def test_accepts_exactly_the_largest_size(self):
        padding = b" " * (MAX_BYTES - len(b"<a></a>"))
        assert read_xml(b"<a>" + padding + b"</a>").tag == "a"

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b" " * (MAX_BYTES + 1), "lớn hơn"),
            (BILLION_LAUGHS, "DOCTYPE"),
            (FILE_ENTITY, "DOCTYPE"),
            (b"<!doctype a><a/>", "DOCTYPE"),
            (b"<a><b>&x;</b></a>", "cú pháp"),
            (b"<a", "cú pháp"),
            (b"", "cú pháp"),
            (b"<a>" * 300 + b"</a>" * 300, "cú pháp"),
            (DECLARED.format("UTF-16").encode(), "UTF-8"),
            (DECLARED.format("windows-1258").encode("cp1258", "replace"), "UTF-8"),
            ("<a/>".encode("utf-16"), "UTF-8"),
            ("<!DOCTYPE a><a/>".encode("utf-16-le"), "UTF-8"),
            (b"<a>\xff</a>", "UTF-8"),
        ],
        ids=range(13),
    )
    def test_refuses_and_says_why(self, content, reason):
        with pytest.raises(UnsafeXmlError, match=reason):
            read_xml(content)
