"""Erases again, after an older backup was put back, what was erased since it was made."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Select, select

from cases.database import Transaction
from cases.erasure.carried_out import Extent, carry_out
from cases.erasure.erased_rows import ErasedRows
from cases.erasure.erasing import write_erasure
from cases.erasure.list_file import Listed, listed_erasures
from cases.erasure.reach import Reach, reach_of_case, reach_of_petition
from cases.models.case import Case
from cases.models.erasure import Erasure
from cases.models.petition import Petition
from cases.office import Office


def replay(office: Office) -> int:
    """Erase again whatever the list names and the database still holds; return how many.

    Found by table once more, not by the listed rows: what an older state held at other rows goes
    as well. Records that have another instant of registration under the same id are others, given
    out after an earlier restoration, and stay.
    """
    done = 0
    for listed in listed_erasures(office.settings.erasures):
        with office.database.writing() as tx:
            if tx.get(Erasure, listed.id) is None:
                _erase_again(tx, office, listed)
                done += 1
    return done


def _erase_again(tx: Transaction, office: Office, listed: Listed) -> None:
    erased = ErasedRows()
    for reach in _reaches(tx, listed):
        again = carry_out(tx, office, reach, Extent(listed.extent), listed.mark)
        erased.hashes += again.hashes
        erased.tokens += again.tokens
        for table, ids in again.records.items():
            erased.note(table, (*erased.records.get(table, ()), *ids))
    write_erasure(tx, listed, erased, datetime.fromisoformat(listed.at))


def _reaches(tx: Transaction, listed: Listed) -> list[Reach]:
    registered = select(Petition.id, Petition.registered_at).where(
        Petition.id.in_(map(int, listed.petitions))
    )
    opened = select(Case.id, Case.opened_at).where(Case.id.in_(map(int, listed.cases)))
    petitions = _same(dict(_pairs(tx, registered)), listed.petitions)
    cases = _same(dict(_pairs(tx, opened)), listed.cases)
    found = [reach_of_petition(tx, one, same_paper=False) for one in petitions]
    covered = {case for reach in found for case in reach.cases}
    return [*found, *(reach_of_case(tx, one) for one in cases if one not in covered)]


def _same(found: Mapping[int, datetime], listed: Mapping[str, str]) -> list[int]:
    return [one for one, at in found.items() if at == datetime.fromisoformat(listed[str(one)])]


def _pairs(tx: Transaction, statement: Select[int, datetime]) -> Iterator[tuple[int, datetime]]:
    for row in tx.execute(statement):
        yield row[0], row[1]
