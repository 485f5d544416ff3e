"""What a morning digest is composed of."""

from datetime import date

from cases.digest_lines import Line
from cases.digests.compose import compose
from cases.digests.material import LATE, TODAY, Person, Thing

UNIT = 1
HEAD = Person(7, (("head", UNIT, "UBND phường Mẫu An"),))


def thing(name, due_on, urgency=LATE, code="D-2026-000001"):
    return Thing(urgency, UNIT, None, None, Line(code, name, due_on))


class TestMatterWithSeveralTerms:
    ACCEPT = thing("Thụ lý hoặc không thụ lý", date(2026, 8, 13))
    PROCESS = thing("Xử lý đơn", date(2026, 8, 17))

    def test_is_named_and_counted_once_with_its_nearest_date(self):
        (digest,) = compose((self.PROCESS, self.ACCEPT), [HEAD])
        assert (digest.late, digest.lines.late) == (1, (self.ACCEPT.line,))

    def test_is_named_again_where_another_term_ends_today(self):
        today = thing("Gửi văn bản", date(2026, 8, 26), TODAY)
        (digest,) = compose((self.ACCEPT, today), [HEAD])
        assert (digest.late, digest.due_today) == (1, 1)

    def test_leaves_out_no_other_matter(self):
        other = thing("Xử lý đơn", date(2026, 8, 17), code="D-2026-000002")
        (digest,) = compose((other, self.ACCEPT), [HEAD])
        assert digest.lines.late == (self.ACCEPT.line, other.line)
