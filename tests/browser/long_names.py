"""Gives units, people, matters and parties the longest names that there is room for."""

from typing import Any

from sqlalchemy import select

from cases.folding import fold
from cases.models.account import Account
from cases.models.case import Case
from cases.models.party import Party
from cases.models.petition_text import PetitionText
from cases.models.unit import Unit
from cases.office import Office

UNIT = (
    "Ủy ban nhân dân phường Mẫu An sáp nhập từ các phường Mẫu Hòa Thuận Đông, Mẫu Hòa Thuận Tây và "
    "xã Mẫu Hòa Phước theo Nghị quyết 1659/NQ-UBTVQH15 về sắp xếp đơn vị hành chính cấp xã"
)
PERSON = "Công Tằng Tôn Nữ Huyền Trân Nguyễn Phước Bảo Quỳnh Anh Thư Mẫu"
MATTER = (
    "Khiếu nại Quyết định 412/QĐ-UBND-GPMB-TTPTQĐ-2026 về thu hồi đất, phương án bồi thường, hỗ "
    "trợ và tái định cư đối với hộ gia đình thuộc tổ dân phố số 15, khu vực 3, khi thực hiện dự án "
    "nâng cấp, mở rộng tuyến đường ven sông"
)
WORD = "QĐ-UBND-GPMB-TTPTQĐ-KV3-TDP15-2026-MAU"
"""What cannot be broken between words."""

LONGEST = {"unit": 200, "person": 200, "matter": 300, "party": 300}


def give_long_names(office: Office) -> None:
    """Rename everything; people keep the name that they sign in with at the beginning."""
    with office.database.writing() as tx:
        for unit in tx.scalars(select(Unit)):
            _rename(unit, "name", f"{unit.name}, {UNIT}", LONGEST["unit"])
        for account in tx.scalars(select(Account)):
            _rename(account, "full_name", f"{account.full_name} {PERSON}", LONGEST["person"])
        for matter in tx.scalars(select(Case)):
            _rename(matter, "title", f"{matter.title} {WORD} {MATTER}", LONGEST["matter"])
        for text in tx.scalars(select(PetitionText)):
            _rename(text, "title", f"{text.title or text.summary} {MATTER}", LONGEST["matter"])
            text.summary = f"{text.summary} {WORD} {MATTER}"
        for party in tx.scalars(select(Party)):
            _rename(party, "full_name", f"{party.full_name} {PERSON} {WORD}", LONGEST["party"])


def _rename(row: Any, column: str, name: str, longest: int) -> None:
    name = name[:longest].strip()
    setattr(row, column, name)
    folded = {"name": "name_f", "full_name": "name_f", "title": "title_f"}[column]
    setattr(row, folded, fold(name))
