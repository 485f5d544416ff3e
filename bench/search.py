"""Tra cứu among a hundred thousand petitions, for somebody who sees all and for one unit."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import cycle
from random import Random
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from sqlalchemy import func, select

from bench.figure import Figure, middle
from bench.prepared_office import PreparedOffice, prepared_office
from bench.served_office import served
from cases.actions.create_unit import create_unit
from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.unit import Unit
from cases.queries.search import SearchFilter, search
from cases.rows import insert_rows
from cases.search.rebuild import rebuild

PETITIONS = 100_000
UNITS = 150
BATCH = 5_000
REPEATED = 12
DAYS = 3_000

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Điệp", "Hà", "Hùng", "Khánh", "Lan", "Mai", "Nam", "Phúc")
RARE_NAME = "Tôn Thất Xuyến"
MATTERS = ("thu hồi đất", "bồi thường", "cấp giấy chứng nhận", "xử phạt hành chính", "tái định cư")
FILLING = """
quyết định của ủy ban nhân dân phường về việc không đúng quy định đề nghị xem xét lại theo giá đất
ở tại thời điểm có quyết định và trả lời bằng văn bản cho gia đình được biết
""".split()  # noqa: SIM905 - a sentence is easier to read than a list

QUESTIONS = (
    ("rare name", RARE_NAME, {}),
    ("frequent name", "nguyen van an", {}),
    ("code", "KN-2026-050000", {}),
    ("part of a code", "KN 50000", {}),
    ("two words", "bồi thường", {}),
    ("frequent word", "quyết định", {}),
    ("number of a paper", "412/QĐ-UBND", {}),
    ("no hit", "thửa 9999999", {}),
    ("words that never meet", "xuyen 77777", {}),
    ("nothing but a filter", "", {"field": "land", "kind": "complaint"}),
)


def measure() -> Iterator[Figure]:
    """Ask every question for both people: the query alone, then the page over HTTP."""
    with prepared_office() as prepared:
        began = perf_counter()
        _fill(prepared)
        rebuild(prepared.office.database)
        yield Figure("search_100k_fill_s", round(perf_counter() - began, 1), "s")
        askers = (prepared.people["buithih"], prepared.people["levanc"])
        asked = [(asker, text, more) for asker in askers for _, text, more in QUESTIONS]
        times = [[_query(prepared, *one) for _ in range(REPEATED)][2:] for one in asked]
        yield middle("search_100k_query_ms", [each for one in times for each in one])
        slowest = max(median(one) for one in times)
        yield Figure("search_100k_slowest_query_ms", round(slowest, 2), "ms")
        yield from _over_http(prepared, askers)


def _over_http(prepared: PreparedOffice, askers: Sequence[Actor]) -> Iterator[Figure]:
    times = []
    with served(prepared.office, prepared.environ) as server:
        for asker in askers:
            browser = server.browser(asker)
            for _, text, more in QUESTIONS:
                address = _address(text, more)
                pages = [browser.get(address) for _ in range(REPEATED)]
                times += [page.milliseconds for page in pages[2:]]
            browser.close()
    yield middle("search_100k_ms", times)


def _address(text: str, more: dict[str, str]) -> str:
    names = {"field": "linh-vuc", "kind": "loai"}
    return f"/tra-cuu?{urlencode({'chu': text} | {names[key]: one for key, one in more.items()})}"


def _query(prepared: PreparedOffice, asker: Actor, text: str, more: dict[str, str]) -> float:
    began = perf_counter()
    with prepared.office.database.reading() as tx:
        search(tx, prepared.office, asker, filters=SearchFilter(text=text, **more))  # type: ignore[arg-type]
    return (perf_counter() - began) * 1000


def _fill(prepared: PreparedOffice) -> None:
    """Write petitions with their cases, one in 150 of them of the ward; no step waits."""
    office = prepared.office
    with office.database.writing() as tx:
        for number in range(UNITS):
            create_unit(
                tx, office, None, code=f"don-vi-{number}", name=f"Đơn vị {number}", kind="ward"
            )
        units = list(tx.scalars(select(Unit.id)))
        clerk = tx.scalars(select(Account.id)).first() or 0
        first = 1 + max(tx.scalar(select(func.max(table.id))) or 0 for table in (Petition, Case))
    chance, unit_of = Random(1), cycle(units)  # noqa: S311 - the same office each time
    for start in range(first, first + PETITIONS, BATCH):
        with office.database.writing() as tx:
            for_batch = range(start, min(start + BATCH, first + PETITIONS))
            _write(tx, prepared, chance, [(number, next(unit_of), clerk) for number in for_batch])


def _write(
    tx: Transaction,
    prepared: PreparedOffice,
    chance: Random,
    batch: Sequence[tuple[int, int, int]],
) -> None:
    today, now = prepared.office.today(), prepared.office.clock.now()
    petitions, texts, parties, cases, joined, related = [], [], [], [], [], []
    for number, unit_id, clerk in batch:
        name = f"{_often(chance, FAMILY)} {_often(chance, MIDDLE)} {_often(chance, GIVEN)}"
        name = RARE_NAME if number % 20_000 == 0 else name
        title = f"Khiếu nại {chance.choice(MATTERS)} thửa {chance.randrange(900)}"
        filling = " ".join(chance.choices(FILLING, k=40))
        summary = f"{title} quyết định {chance.randrange(2000)}/QĐ-UBND {filling}"
        received_on = today - timedelta(days=chance.randrange(DAYS))
        petitions.append(
            {
                "id": number,
                "code": f"D-2026-{number:06d}",
                "kind": "complaint",
                "receiving_unit_id": unit_id,
                "received_on": received_on,
                "source": "direct",
                "registered_by_id": clerk,
                "registered_at": now,
            }
        )
        texts.append({"petition_id": number, "summary": summary, "text_f": fold(summary)})
        parties.append(
            {
                "petition_id": number,
                "petition_kind": "complaint",
                "role": "author",
                "full_name": name,
                "name_f": fold(name),
            }
        )
        cases.append(
            {
                "id": number,
                "code": f"KN-2026-{number:06d}",
                "kind": "complaint",
                "title": title,
                "title_f": fold(title),
                "field": "land",
                "settling_unit_id": unit_id,
                "opened_at": now,
            }
        )
        joined.append({"petition_id": number, "case_id": number, "joined_on": received_on})
        related.append(
            {
                "case_id": number,
                "unit_id": unit_id,
                "relation": "settling",
                "valid_from": received_on,
            }
        )
    for table, rows in (
        (Petition, petitions),
        (PetitionText, texts),
        (Party, parties),
        (Case, cases),
        (PetitionCase, joined),
        (CaseUnit, related),
    ):
        insert_rows(tx, table, rows)


def _often(chance: Random, names: Sequence[str]) -> str:
    """Choose a name; the first ones far more often, as people do."""
    return names[min(int(chance.expovariate(0.5)), len(names) - 1)]
