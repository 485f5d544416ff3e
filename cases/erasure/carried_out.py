"""One erasure inside a transaction: the rows, what the records become, and the index."""

from collections.abc import Mapping
from enum import StrEnum

from cases.database import Transaction
from cases.erasure.erased_content import erase_content, set_level
from cases.erasure.erased_rows import ErasedRows, erase_rows
from cases.erasure.reach import Reach
from cases.erasure.turned_kind import turn_into_denunciation
from cases.office import Office
from cases.search.entries import forget_erased_words, index_cases, index_petitions
from forms.denunciations import DENUNCIATION

KIND_MARK, SECRECY_MARK = "kind", "secrecy"


class Extent(StrEnum):
    """How much is erased."""

    PERSON = "person"
    """Everything: people, words, papers, and what was made of them."""
    CONTENT = "content"
    """Words, names, files and results; which papers there are stays (``erased_content``)."""


def carry_out(
    tx: Transaction, office: Office, reach: Reach, extent: Extent, mark: Mapping[str, str]
) -> ErasedRows:
    """Erase, mark, and write the index anew; return what was taken out."""
    keeps_parties = extent is Extent.CONTENT
    erased = erase_rows(tx, reach, keeps_parties=keeps_parties, now=office.clock.now())
    if extent is Extent.CONTENT:
        erase_content(tx, reach, erased)
    tx.expire_all()
    if mark.get(KIND_MARK) == DENUNCIATION:
        turn_into_denunciation(tx, office, reach)
    if SECRECY_MARK in mark:
        set_level(tx, reach, mark[SECRECY_MARK])
    index_petitions(tx, reach.petitions)
    index_cases(tx, reach.cases)
    forget_erased_words(tx)
    return erased
