"""The whitelist of records: where an answer may be kept, and which kinds of field fit there.

A form is data that rule editors change in the browser. It cannot invent a place to store
something: a path that is not here is refused at publishing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from forms.fields import Format, Kind


@dataclass(frozen=True, slots=True)
class Record:
    """A place where an answer may be kept.

    Attributes:
        path: Name of the place, as written in the form file.
        title: What it is, for the form editor and for findings.
        kinds: Kinds of field whose answer fits.
        format: The shape its text must have.
        max_length: Most characters kept of a text.
        codes: The values a choice may have; empty where an office list holds them.
        list_name: The office list whose values it takes.
        is_past: A date of something that has happened: it cannot lie in the future.
        names_author: It tells who wrote the petition, so it has no place in a denunciation.
        of_secret: Whether it is kept of a secret record; ``None`` leaves it to the kind of field
            (``forms.status_only``). A text that only refers to a paper, a code or a body is kept,
            what was found or decided is not.
    """

    path: str
    title: str
    kinds: frozenset[Kind]
    format: Format | None = None
    max_length: int | None = None
    codes: frozenset[str] = frozenset()
    list_name: str | None = None
    is_past: bool = False
    names_author: bool = False
    of_secret: bool | None = None


_LINE = frozenset({Kind.TEXT})
_PROSE = frozenset({Kind.TEXT, Kind.LINES})
_CODE = frozenset({Kind.CHOICE, Kind.SELECT})
_DATE = frozenset({Kind.DATE})
_YES_NO = frozenset({Kind.YES_NO})
_MONEY = frozenset({Kind.MONEY})
_LAND = frozenset({Kind.AREA})
_COUNT = frozenset({Kind.NUMBER})
_OUTCOMES = frozenset({"justified", "partly_justified", "unjustified"})
_RULINGS = frozenset({"keep", "amend", "annul_part", "annul", "stop"})
_FOR_GROUP = frozenset({"not_a_group", "each", "list"})
# What triage finds out about a petition, and what becomes of it.
_FORWARDERS = frozenset({"delegate_body", "front", "press", "party", "other"})
_INELIGIBLE = frozenset(
    {
        "duplicate",
        "no_name",
        "no_signature",
        "no_address",
        "unclear",
        "not_vietnamese",
        "anonymous",
        "sent_to_competent",
        "already_guided",
        "in_force",
        "illegible",
    }
)
_KINDS = frozenset({"unclassified", "complaint", "denunciation", "feedback", "mixed"})
_COMPETENCES = frozenset({"own", "subordinate", "not_own"})
_AUTHORITIES = frozenset(
    {
        "administrative",
        "elected",
        "judicial",
        "party",
        "mass_organisation",
        "service_unit",
        "state_enterprise",
    }
)
_PRIOR_RESOLUTIONS = frozenset(
    {
        "none",
        "in_progress",
        "overdue",
        "resolved_without_decision",
        "resolved_first",
        "resolved_second",
        "court",
    }
)
_HANDLINGS = frozenset(
    {
        "accept",
        "join",
        "refuse",
        "supplement",
        "guide",
        "return",
        "transfer",
        "refer_investigation",
        "urge",
        "consider",
        "file_away",
        "no_action",
        "other_kind",
    }
)
_RESULTS = frozenset({"completed", "partly_completed", "not_possible"})

_ALL = (
    Record("petition.received_on", "Ngày nhận đơn", _DATE, is_past=True),
    Record("petition.kind", "Loại đơn", _CODE, codes=_KINDS),
    Record("petition.source", "Nguồn đơn", _CODE, list_name="sources"),
    Record("petition.written_on", "Ngày ghi trên đơn", _DATE, is_past=True),
    Record(
        "petition.signatory_count", "Số người đứng tên", frozenset({Kind.NUMBER}), of_secret=True
    ),
    Record("petition.field", "Lĩnh vực", _CODE, list_name="fields", of_secret=False),
    Record("petition.forwarder_kind", "Loại cơ quan chuyển đơn", _CODE, codes=_FORWARDERS),
    Record(
        "petition.forwarded_document", "Văn bản chuyển đơn", _LINE, max_length=200, of_secret=True
    ),
    Record("petition.eligible", "Đơn đủ điều kiện xử lý", _YES_NO),
    Record("petition.ineligible_ground", "Lý do không đủ điều kiện", _CODE, codes=_INELIGIBLE),
    Record("petition.competence", "Thẩm quyền giải quyết", _CODE, codes=_COMPETENCES),
    Record("petition.authority", "Cơ quan có thẩm quyền", _CODE, codes=_AUTHORITIES),
    Record(
        "petition.prior_resolution",
        "Tình trạng giải quyết trước đó",
        _CODE,
        codes=_PRIOR_RESOLUTIONS,
    ),
    Record("petition.handling", "Hướng xử lý", _CODE, codes=_HANDLINGS),
    Record("petition.joins_case", "Vụ việc mà đơn nhập vào", _LINE, max_length=30, of_secret=True),
    Record("transfer.to_unit", "Đơn vị nhận đơn", frozenset({Kind.UNIT})),
    Record(
        "transfer.to_body", "Cơ quan nhận đơn ngoài hệ thống", _LINE, max_length=200, of_secret=True
    ),
    Record("petition.paper_file_ref", "Nơi giữ hồ sơ giấy", _LINE, max_length=100, of_secret=True),
    Record("petition_text.title", "Tóm tắt một câu", _LINE, max_length=300),
    Record("petition_text.summary", "Tóm tắt nội dung đơn", _PROSE),
    Record("petition_text.request", "Yêu cầu của người gửi đơn", _PROSE),
    Record("party.author.full_name", "Họ và tên người gửi đơn", _LINE, names_author=True),
    Record(
        "party.author.id_number",
        "Số giấy tờ của người gửi đơn",
        _LINE,
        format=Format.ID_NUMBER,
        names_author=True,
    ),
    Record(
        "party.author.address",
        "Địa chỉ người gửi đơn",
        _PROSE,
        max_length=300,
        names_author=True,
    ),
    Record(
        "party.author.phone",
        "Điện thoại người gửi đơn",
        _LINE,
        format=Format.PHONE,
        names_author=True,
    ),
    Record("party.respondent.full_name", "Cơ quan, người bị khiếu nại, bị phản ánh", _LINE),
    Record("party.denounced.full_name", "Người bị tố cáo", _LINE, max_length=300),
    Record("party.denounced.address", "Nơi công tác của người bị tố cáo", _PROSE, max_length=300),
    Record("document.number", "Số, ký hiệu văn bản", _LINE, max_length=60, of_secret=True),
    Record("document.issued_on", "Ngày văn bản", _DATE, is_past=True),
    Record("document.recipient", "Nơi nhận văn bản", _PROSE, max_length=500),
    Record("document.file", "Tệp văn bản", frozenset({Kind.FILE})),
    Record("decision.number", "Số quyết định", _LINE, max_length=60, of_secret=True),
    Record("decision.signed_on", "Ngày ký quyết định", _DATE, is_past=True),
    Record("decision.outcome", "Kết quả giải quyết", _CODE, codes=_OUTCOMES, of_secret=False),
    Record("decision.content", "Nội dung quyết định", _PROSE),
    Record("decision.enforcement_required", "Có nội dung phải thi hành", _YES_NO),
    Record(
        "decision.contested_ruling",
        "Xử lý quyết định, hành vi",
        _CODE,
        codes=_RULINGS,
        of_secret=False,
    ),
    Record("decision.for_group", "Quyết định khi nhiều người khiếu nại", _CODE, codes=_FOR_GROUP),
    # Of a conclusion there is nothing else: regulation Art 5(7).
    Record("conclusion.number", "Số kết luận", _LINE, max_length=60, of_secret=True),
    Record("conclusion.concluded_on", "Ngày kết luận", _DATE, is_past=True),
    Record("conclusion.sent_on", "Ngày gửi kết luận", _DATE, is_past=True),
    Record("conclusion.published_on", "Ngày công khai kết luận", _DATE, is_past=True),
    # Ordered: money in million VND, land in square metres.
    Record("decision.recover_money", "Thu hồi cho Nhà nước: tiền", _MONEY),
    Record("decision.recover_land", "Thu hồi cho Nhà nước: đất", _LAND),
    Record("decision.return_money_organisation", "Trả lại tổ chức: tiền", _MONEY),
    Record("decision.return_land_organisation", "Trả lại tổ chức: đất", _LAND),
    Record("decision.return_money_individual", "Trả lại cá nhân: tiền", _MONEY),
    Record("decision.return_land_individual", "Trả lại cá nhân: đất", _LAND),
    Record("decision.beneficiaries_organisation", "Số tổ chức được trả quyền lợi", _COUNT),
    Record("decision.beneficiaries_individual", "Số cá nhân được trả quyền lợi", _COUNT),
    Record("decision.discipline_recommended", "Số người kiến nghị xử lý", _COUNT),
    Record("decision.of_which_officials", "Trong đó cán bộ, công chức, viên chức", _COUNT),
    # Owed: what the decision obliges to do. Money in million VND, land in square metres.
    Record("enforcement.recover_money", "Phải thu cho Nhà nước: tiền", _MONEY),
    Record("enforcement.recover_land", "Phải thu cho Nhà nước: đất", _LAND),
    Record("enforcement.return_money_organisation", "Phải trả tổ chức: tiền", _MONEY),
    Record("enforcement.return_land_organisation", "Phải trả tổ chức: đất", _LAND),
    Record("enforcement.return_money_individual", "Phải trả cá nhân: tiền", _MONEY),
    Record("enforcement.return_land_individual", "Phải trả cá nhân: đất", _LAND),
    Record("enforcement.beneficiaries_organisation", "Tổ chức được trả quyền lợi", _COUNT),
    Record("enforcement.beneficiaries_individual", "Cá nhân được trả quyền lợi", _COUNT),
    Record("enforcement.discipline_recommended", "Số người kiến nghị xử lý hành chính", _COUNT),
    Record("enforcement.of_which_officials", "Trong đó cán bộ, công chức, viên chức", _COUNT),
    Record("enforcement.result", "Kết quả thi hành", _CODE, codes=_RESULTS),
    Record("enforcement.done_on", "Ngày kết thúc thi hành", _DATE, is_past=True),
    # Done since the report before.
    Record("enforcement_event.recover_money", "Đã thu cho Nhà nước: tiền", _MONEY),
    Record("enforcement_event.recover_land", "Đã thu cho Nhà nước: đất", _LAND),
    Record("enforcement_event.return_money_organisation", "Đã trả tổ chức: tiền", _MONEY),
    Record("enforcement_event.return_land_organisation", "Đã trả tổ chức: đất", _LAND),
    Record("enforcement_event.return_money_individual", "Đã trả cá nhân: tiền", _MONEY),
    Record("enforcement_event.return_land_individual", "Đã trả cá nhân: đất", _LAND),
    Record("enforcement_event.beneficiaries_organisation", "Tổ chức đã được trả", _COUNT),
    Record("enforcement_event.beneficiaries_individual", "Cá nhân đã được trả", _COUNT),
    Record("enforcement_event.is_over_owed", "Vượt số phải thi hành", _YES_NO, of_secret=False),
    Record("follow_up.disciplined_persons", "Số người đã xử lý hành chính", _COUNT),
    Record("follow_up.disciplined_officials", "Trong đó cán bộ, công chức, viên chức", _COUNT),
    Record("follow_up.disciplined_organisations", "Số tổ chức đã xử lý", _COUNT),
    Record("follow_up.referred_cases", "Số vụ chuyển cơ quan điều tra", _COUNT),
    Record("follow_up.referred_persons", "Số người chuyển cơ quan điều tra", _COUNT),
    Record("follow_up.referred_officials", "Trong đó cán bộ, công chức, viên chức", _COUNT),
    Record("follow_up.prosecuted_cases", "Số vụ đã khởi tố", _COUNT),
    Record("follow_up.prosecuted_persons", "Số người đã khởi tố", _COUNT),
    Record("follow_up.prosecuted_officials", "Trong đó cán bộ, công chức, viên chức", _COUNT),
    Record("case.title", "Tên vụ việc", _LINE),
    Record("case.remote", "Vùng sâu, vùng xa", _YES_NO),
    Record("case.complex", "Vụ việc phức tạp", _YES_NO),
    Record(
        "case.complexity_criteria",
        "Căn cứ xác định phức tạp",
        _PROSE | {Kind.CHOICES},
        max_length=200,
        list_name="complexity_criteria",
    ),
    Record(
        "case.complexity_document",
        "Văn bản xác định phức tạp",
        _LINE,
        max_length=200,
        of_secret=True,
    ),
    Record(
        "case.not_accepted_ground",
        "Căn cứ không thụ lý",
        _CODE,
        list_name="not_accepted_grounds",
    ),
    Record("case.verify_until", "Hạn báo cáo kết quả xác minh", _DATE),
    Record("case.withdrawal_after_persuasion", "Rút đơn sau khi được thuyết phục", _YES_NO),
    Record("assignment.verifier", "Người xác minh", frozenset({Kind.PERSON})),
    Record("assignment.enforcer", "Người theo dõi thi hành", frozenset({Kind.PERSON})),
    Record("note.text", "Ý kiến chỉ đạo, bút phê", _PROSE),
)

RECORDS: Mapping[str, Record] = MappingProxyType({record.path: record for record in _ALL})
