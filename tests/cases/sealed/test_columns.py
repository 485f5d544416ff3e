"""Numbers of people in the database: sealed, tied to their row, found by a blind index."""

from pathlib import Path

import pytest
from sqlalchemy import Text, select, text, type_coerce, update

from cases.actions.save_draft import save_draft
from cases.key_rotation.first_sealing import seal_what_is_plain
from cases.key_rotation.sealed_rows import values_by_key
from cases.models.draft import Draft
from cases.models.party import Party
from cases.sealed.cipher import blind
from cases.sealed.column import ForRow
from cases.sealed.keys import KeyUnknownError
from cases.steps.written_parties import change_party
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

ID_NUMBER, PHONE = "048000000123", "0905000111"
DRAFT = f'{{"a":["{PHONE}"]}}'
AUTHOR = Party.role == "author"


def stored(office, column):
    """Return the values of a column as they lie in the database."""
    with office.database.reading() as tx:
        return list(tx.scalars(select(type_coerce(column, Text)).where(column.is_not(None))))


def everything_on_disk(office):
    """Return the bytes of the database and its log."""
    place = Path(str(office.database.url.database))
    return b"".join(
        path.read_bytes() for path in place.parent.glob(f"{place.name}*") if path.is_file()
    )


@on_both_databases
class TestPersonalNumber:
    def test_is_read_as_it_was_written(self, office, complaint):
        with office.database.reading() as tx:
            author = tx.scalars(select(Party).where(AUTHOR)).one()
        assert (author.id_number, author.phone) == (ID_NUMBER, PHONE)

    def test_does_not_stand_in_the_database(self, office, complaint):
        (sealed,) = stored(office, Party.id_number)
        assert sealed.startswith(f"{office.keys.keys().current.id}.")
        assert ID_NUMBER not in sealed

    def test_is_found_by_its_blind_index(self, office, complaint):
        with office.database.reading() as tx:
            for column, number in ((Party.id_number_blind, ID_NUMBER), (Party.phone_blind, PHONE)):
                found = tx.scalars(select(Party.role).where(column == blind(office.keys, number)))
                assert found.all() == ["author"]

    def test_cannot_be_moved_to_another_petition(self, office, register_complaint):
        register_complaint()
        register_complaint(author_id_number="048000000999")
        with office.database.reading() as tx:
            first, second = tx.scalars(select(Party.petition_id).where(AUTHOR).order_by(Party.id))
        with office.database.writing() as tx:
            moved = select(type_coerce(Party.id_number, Text)).where(
                AUTHOR, Party.petition_id == first
            )
            tx.execute(
                update(Party.__table__)
                .where(AUTHOR, Party.petition_id == second)
                .values(id_number=type_coerce(moved.scalar_subquery(), Text))
            )
        with office.database.reading() as tx, pytest.raises(KeyUnknownError):
            tx.scalars(select(Party).where(Party.petition_id == second)).all()

    def test_cannot_be_moved_to_another_column(self, office, complaint):
        with office.database.writing() as tx:
            tx.execute(text("UPDATE party SET phone = id_number WHERE role = 'author'"))
        with office.database.reading() as tx, pytest.raises(KeyUnknownError):
            tx.scalars(select(Party.phone).where(AUTHOR)).all()

    def test_is_not_written_without_saying_whose_it_is(self, office, complaint):
        with pytest.raises(Exception, match="ForRow"), office.database.writing() as tx:
            tx.execute(update(Party).where(AUTHOR).values(phone=PHONE))

    def test_that_is_corrected_is_sealed_and_indexed_anew(self, office, complaint):
        with office.database.writing() as tx:
            change_party(
                office, tx.scalars(select(Party).where(AUTHOR)).one(), "phone", "0905999888"
            )
            tx.flush()
        with office.database.reading() as tx:
            author = tx.scalars(select(Party).where(AUTHOR)).one()
        assert author.phone == "0905999888"
        assert author.phone_blind == blind(office.keys, "0905999888")


@on_both_databases
class TestDraft:
    def test_is_read_as_it_was_typed_and_does_not_stand_in_the_database(
        self, office, people, complaint
    ):
        typed = {"author_phone": [PHONE]}
        for place in ("intake:triage", f"step:{complaint.run_id}:a"):
            for _ in range(2):
                with office.database.writing() as tx:
                    save_draft(tx, office, people["registrar"], place=place, values=typed)
        with office.database.reading() as tx:
            assert PHONE in tx.scalars(select(Draft.raw)).first()
        assert not any(PHONE in sealed for sealed in stored(office, Draft.raw))
        assert len(stored(office, Draft.raw)) == 2


@on_both_databases
class TestSealingWhatIsPlain:
    @pytest.fixture
    def plain(self, office, people, register_complaint):
        """Some petitions and a draft as they were written before there were keys."""
        for number in range(4):
            register_complaint(author_id_number=f"04800000080{number}")
        with office.database.writing() as tx:
            save_draft(tx, office, people["registrar"], place="step:1:a", values={"a": [PHONE]})
        with office.database.writing() as tx:
            tx.execute(text("UPDATE party SET id_number_blind = NULL, phone_blind = NULL"))
            tx.execute(text("UPDATE party SET id_number = '048 000 000 ' || (800 + petition_id)"))
            tx.execute(update(Party.__table__).values(phone=type_coerce(PHONE, Text)))
            tx.execute(update(Draft.__table__).values(raw=type_coerce(DRAFT, Text)))
        return office

    def test_leaves_no_plain_value(self, plain):
        seal_what_is_plain(plain.database, plain.keys)
        with plain.database.reading() as tx:
            assert set(values_by_key(tx, plain.keys)) == {plain.keys.keys().current.id}

    def test_makes_numbers_findable_in_whatever_way_they_were_written(self, plain):
        seal_what_is_plain(plain.database, plain.keys)
        with plain.database.reading() as tx:
            for party in tx.scalars(select(Party)):
                number = "".join(party.id_number.split())
                assert party.id_number_blind == blind(plain.keys, number)

    def test_reads_as_before(self, plain):
        seal_what_is_plain(plain.database, plain.keys)
        with plain.database.reading() as tx:
            assert set(tx.scalars(select(Party.phone))) == {PHONE}
            assert tx.scalars(select(Draft.raw)).one() == DRAFT

    def test_does_nothing_the_second_time(self, plain):
        seal_what_is_plain(plain.database, plain.keys)
        with sent_to(plain.database) as sent:
            assert seal_what_is_plain(plain.database, plain.keys) == 0
        assert not [one for one in sent.statements if not one.startswith("SELECT")]


class TestSQLiteFile:
    def test_holds_no_plain_number_after_the_first_sealing(self, office, register_complaint):
        for number in range(40):
            register_complaint(author_id_number=f"0480000008{number:02}")
        with office.database.writing() as tx:
            tx.execute(
                update(Party.__table__).values(
                    id_number=type_coerce(ID_NUMBER, Text), phone=type_coerce(PHONE, Text)
                )
            )
        office.database.truncate_log()
        before = everything_on_disk(office)
        assert before.count(ID_NUMBER.encode()) >= 40
        seal_what_is_plain(office.database, office.keys)
        after = everything_on_disk(office)
        assert ID_NUMBER.encode() not in after
        assert PHONE.encode() not in after

    def test_never_holds_a_number_typed_in_a_form(self, office, people, register_complaint):
        typed = {"author_phone": [PHONE], "author_id_number": ["048 000 000 777"]}
        with office.database.writing() as tx:
            save_draft(tx, office, people["registrar"], place="intake:triage", values=typed)
        register_complaint(author_id_number="048 000 000 777", author_phone=PHONE)
        found = everything_on_disk(office)
        for number in (PHONE, "048000000777", "048 000 000 777"):
            assert number.encode() not in found


def test_a_value_for_a_row_shows_nothing_of_itself():
    assert PHONE not in repr(ForRow(PHONE, (1, "author")))
