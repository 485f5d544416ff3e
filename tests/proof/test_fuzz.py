"""A thousand ways to tamper with ten thousand entries: every one is found, none is imagined.

Khoản 2 Điều 4 Quy chế 2003/QĐ-UBND: nobody alters or deletes data without right unnoticed.
"""

from collections import Counter
from random import Random

import pytest

from tests.proof.journals import sealed_journal
from tests.proof.tampering import TAMPERINGS

ENTRIES = 10_000
MUTATIONS = 1_000
SEED = 20031114
CHECKS_OF_THE_WHOLE = 20


@pytest.mark.slow
class TestTenThousandEntries:
    def test_betray_each_of_a_thousand_tamperings(self, office, people):
        journal = sealed_journal(office, ENTRIES, account_id=people["registrar"].account_id)
        last = journal.check().number
        assert last > ENTRIES
        chance = Random(SEED)  # noqa: S311 - the same ones at every run
        missed = Counter()
        for number in range(MUTATIONS):
            tamper = TAMPERINGS[number % len(TAMPERINGS)]
            place = chance.randint(1, last - 1)
            before = journal.head_before(place)
            with journal.tampered() as database:
                tamper(database, chance, place, last)
                missed[tamper.__name__] += journal.check(before, enough=1).is_whole
            if number % (MUTATIONS // CHECKS_OF_THE_WHOLE) == 0:
                assert journal.check(before).faults == []
        assert journal.check().faults == []
        assert +missed == Counter()
