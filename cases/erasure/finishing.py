"""Lets the disk follow an erasure: bytes of files, lists, the log of the database, the list."""

import json
from collections.abc import Sequence

from sqlalchemy import select, update

from cases.erasure.erasing import TURN
from cases.erasure.list_file import Listed, listed_erasures, note_done, take_back
from cases.erasure.replay import replay
from cases.file_store import EXPORTS, path_of
from cases.models.erasure import Erasure
from cases.models.export import Export
from cases.models.file import File
from cases.office import Office
from cases.schema import is_current
from cases.schema_revision import current_revision
from cases.turns import take_turn


def finish_erasures(office: Office) -> int:
    """Finish what was committed and is not finished; return how many erasures that were.

    The worker does it: writing the database anew may take longer than a page. A kill at any point
    is made good in its next round; doing it twice does no harm.
    """
    _reconcile(office)
    with office.database.reading() as tx:
        rows = tx.execute(
            select(Erasure.id, Erasure.left_over).where(Erasure.finished_at.is_(None))
        ).all()
    if not rows:
        return 0
    _follow(office, [row.left_over for row in rows])
    office.database.write_anew()
    for row in rows:
        note_done(office.settings.erasures, row.id)
    with office.database.writing() as tx:
        tx.execute(
            update(Erasure)
            .where(Erasure.id.in_([row.id for row in rows]))
            .values(finished_at=office.clock.written_at())
        )
    return len(rows)


def follow_at_once(office: Office) -> None:
    """Do right after the commit what is quick: bytes of files, lists, the log of the database."""
    with office.database.reading() as tx:
        unfinished = Erasure.finished_at.is_(None)
        left_over = tx.scalars(select(Erasure.left_over).where(unfinished)).all()
    _follow(office, left_over)


def _follow(office: Office, left_over: Sequence[str]) -> None:
    for one in left_over:
        _forget_files(office, json.loads(one)["files"])
    _forget_lists(office)
    office.database.truncate_log()


def settle_list(office: Office) -> None:
    """Leave no open line in the list before an older state is put back.

    What was listed and committed counts as done from now on, whether the disk has followed or
    not: where it is missing afterwards it is to be erased again.
    """
    if current_revision(office.database) is not None and is_current(office.database):
        _reconcile(office)
    for listed in listed_erasures(office.settings.erasures):
        if not listed.is_done:
            note_done(office.settings.erasures, listed.id)


def _reconcile(office: Office) -> None:
    """Put right what a kill has left: listed and never committed, or put back by hand.

    Whoever erases holds the turn from the listing to the commit: with the turn in hand, what is
    listed and not in the database is over. Had the disk followed it, the database is an older
    one that somebody has put back without the list.
    """
    if not _unknown(office):
        return
    with office.database.writing() as tx:
        take_turn(tx, TURN)
        unknown = _unknown(office)
        for listed in unknown:
            if not listed.is_done:
                take_back(office.settings.erasures, listed.id)
    if any(listed.is_done for listed in unknown):
        replay(office)


def _unknown(office: Office) -> list[Listed]:
    listed = listed_erasures(office.settings.erasures)
    if not listed:
        return []
    with office.database.reading() as tx:
        known = set(tx.scalars(select(Erasure.id)))
    return [one for one in listed if one.id not in known]


def _forget_files(office: Office, hashes: list[str]) -> None:
    with office.database.reading() as tx:
        used = set(tx.scalars(select(File.sha256).where(File.sha256.in_(hashes))))
    for sha256 in set(hashes) - used:
        path_of(office.settings.var, sha256).unlink(missing_ok=True)


def _forget_lists(office: Office) -> None:
    """Delete every list that has no row, also one that the worker has finished meanwhile."""
    with office.database.reading() as tx:
        tokens = set(tx.scalars(select(Export.token)))
    folder = office.settings.var / EXPORTS
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name.split(".", 1)[0] not in tokens:
                path.unlink(missing_ok=True)
