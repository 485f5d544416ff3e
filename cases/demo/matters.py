"""What the people of the demo office complain about: invented, and visibly so."""

from dataclasses import dataclass

WARD_COMMITTEE = "UBND phường Mẫu An"
WARD_CHAIRMAN = "Chủ tịch UBND phường Mẫu An"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One complaint, as its author would put it and as the office would answer it.

    Attributes:
        findings: What verification found; empty when the case does not come so far.
        ruling: What the decision says; empty when none is made.
    """

    author: str
    address: str
    title: str
    summary: str
    request: str
    field: str
    respondent: str = WARD_CHAIRMAN
    source: str = "direct"
    forwarded_document: str = ""
    phone: str = ""
    signatories: int = 1
    findings: str = ""
    ruling: str = ""


BUILDING_FINE = Matter(
    author="Mai Thị Q",
    address="27 đường Mẫu 5, phường Mẫu An",
    title="Quyết định xử phạt 118/QĐ-XPHC về xây dựng sai phép tại 27 đường Mẫu 5",
    summary="Bị phạt 40 triệu đồng vì xây thêm gác lửng. Cho rằng gác lửng có trong bản vẽ kèm giấy"
    " phép và biên bản lập khi chủ nhà đi vắng.",
    request="Hủy quyết định xử phạt.",
    field="admin_other",
    phone="0900 000 117",
)

ROAD_LAND = Matter(
    author="Đặng Văn R",
    address="tổ 14, đường Mẫu 7, phường Mẫu An",
    title="Thu hồi 212 m² đất tại thửa 214 tờ 7 để mở đường Mẫu Vành Đai",
    summary="Diện tích thu hồi ghi trong thông báo lớn hơn số đo thực địa 31 m². Ranh giới phía tây"
    " lấy theo hàng rào của nhà bên.",
    request="Đo lại thửa đất và sửa thông báo thu hồi.",
    field="land",
    respondent=WARD_COMMITTEE,
    source="post",
)

RESETTLEMENT = Matter(
    author="Hồ Thị S",
    address="3/8 đường Mẫu 11, phường Mẫu An",
    title="Phương án bồi thường, tái định cư với thửa 88 tờ 12",
    summary="Hộ có hai gia đình cùng ở nhưng phương án chỉ xét một lô tái định cư; nhà phụ 36 m²"
    " không được kiểm đếm.",
    request="Xét thêm một lô tái định cư, kiểm đếm lại nhà phụ.",
    field="land",
    respondent=WARD_COMMITTEE,
    source="reception",
    phone="0900 000 123",
    findings="Hộ có hai cặp vợ chồng đăng ký thường trú từ trước khi có thông báo thu hồi. Nhà phụ"
    " có trên bản đồ đo đạc nhưng sót trong biên bản kiểm đếm.",
    ruling="Kiểm đếm bổ sung nhà phụ 36 m². Trình xét thêm một lô tái định cư cho gia đình thứ hai"
    " trong 30 ngày.",
)

BUILDING_PERMIT = Matter(
    author="Ngô Văn U",
    address="lô 15, khu tái định cư Mẫu An 2",
    title="Không cấp giấy phép xây dựng nhà ở tại lô 15 khu tái định cư Mẫu An 2",
    summary="Hồ sơ bị trả ba lần, mỗi lần một lý do khác nhau; văn bản trả hồ sơ không nêu điều"
    " khoản áp dụng.",
    request="Cấp giấy phép xây dựng theo hồ sơ đã nộp.",
    field="admin_other",
    phone="0900 000 131",
)

ALLOWANCE = Matter(
    author="Dương Thị V",
    address="41 đường Mẫu 2, phường Mẫu An",
    title="Thôi hưởng trợ cấp xã hội hằng tháng của người cao tuổi",
    summary="Bị cắt trợ cấp từ đầu quý vì cho rằng đang sống cùng con có lương. Thực tế sống một"
    " mình, con làm việc ở tỉnh khác.",
    request="Tiếp tục chi trả trợ cấp và trả phần đã cắt.",
    field="policy",
    source="forwarded",
    forwarded_document="87/PC-TTM của Thanh tra thành phố Mẫu",
)

MARKET = Matter(
    author="Trịnh Văn X",
    address="quầy 12, chợ tạm Mẫu An",
    title="Thông báo dừng chợ tạm Mẫu An và bố trí lại quầy hàng",
    summary="Bảy hộ kinh doanh không được lấy ý kiến trước khi dừng chợ; vị trí mới cách xa 2 km và"
    " không đủ diện tích.",
    request="Lùi ngày dừng chợ, bố trí quầy tại vị trí gần hơn.",
    field="admin_other",
    respondent=WARD_COMMITTEE,
    source="leader",
    signatories=7,
)

WALL = Matter(
    author="Phùng Thị Y",
    address="56 đường Mẫu 3, phường Mẫu An",
    title="Quyết định cưỡng chế tháo dỡ tường rào trên thửa 45 tờ 3",
    summary="Tường rào xây từ trước khi chia lối đi chung, có xác nhận của tổ dân phố. Quyết định"
    " cưỡng chế ghi sai số thửa.",
    request="Hủy quyết định cưỡng chế.",
    field="house_property",
    findings="Quyết định ghi thửa 54 thay vì thửa 45. Tường rào lấn 0,4 m vào lối đi chung theo bản"
    " đồ; hai bên còn khác ý kiến về mốc ranh giới.",
)

BIRTH_RECORD = Matter(
    author="Tạ Văn K",
    address="8 đường Mẫu 14, phường Mẫu An",
    title="Từ chối đăng ký lại khai sinh",
    summary="Sổ hộ tịch cũ bị hư do lũ. Đã nộp giấy tờ thay thế nhưng bị từ chối vì thiếu bản"
    " chính.",
    request="Đăng ký lại khai sinh theo giấy tờ đã nộp.",
    field="admin_other",
    findings="Các giấy tờ đã nộp là loại giấy tờ được dùng thay thế khi sổ hộ tịch không còn; việc"
    " từ chối không có căn cứ.",
    ruling="Chấm dứt việc từ chối. Đăng ký lại khai sinh trong 05 ngày làm việc.",
)

FOREST_LAND = Matter(
    author="Cao Thị L",
    address="tổ Mẫu Thượng, phường Mẫu An",
    title="Thu hồi đất rừng sản xuất của 43 hộ tại bán đảo Mẫu Thượng",
    summary="43 hộ trồng rừng từ nhiều năm nhưng chỉ 12 hộ có hợp đồng giao khoán; mức bồi thường"
    " cây trồng tính theo đơn giá cũ.",
    request="Bồi thường theo đơn giá hiện hành cho cả 43 hộ.",
    field="land",
    respondent=WARD_COMMITTEE,
    source="reception",
    signatories=43,
)

OLD_FINE = Matter(
    author="Vương Văn M",
    address="19 đường Mẫu 6, phường Mẫu An",
    title="Quyết định xử phạt 12/QĐ-XPHC về đổ vật liệu lấn lòng đường",
    summary="Đã nhận quyết định và nộp phạt từ năm trước, nay cho rằng mức phạt quá cao.",
    request="Giảm mức phạt và trả lại phần đã nộp.",
    field="admin_other",
    source="post",
)

NOISE = Matter(
    author="Lâm Thị N",
    address="102 đường Mẫu 1, phường Mẫu An",
    title="Yêu cầu quán cà phê Mẫu Xanh ngừng dùng loa ngoài trời",
    summary="Chủ quán cho rằng âm thanh trong mức cho phép, biên bản không ghi kết quả đo.",
    request="Hủy văn bản yêu cầu ngừng dùng loa.",
    field="political_cultural_social",
    phone="0900 000 148",
)

LAND_USE_FEE = Matter(
    author="Lý Văn P",
    address="12 đường Mẫu 3, phường Mẫu An",
    title="Cách tính tiền sử dụng đất khi cấp giấy chứng nhận thửa 301 tờ 5",
    summary="Đất ở sử dụng ổn định từ lâu nhưng bị tính tiền sử dụng đất cho cả phần vườn liền kề.",
    request="Tính lại tiền sử dụng đất theo hạn mức đất ở.",
    field="land",
    phone="0900 000 152",
    findings="Phần vườn 64 m² nằm trong hạn mức và được sử dụng cùng nhà ở; phần còn lại được tính"
    " đúng.",
    ruling="Tính lại tiền sử dụng đất với 64 m² vườn liền kề; giữ nguyên phần còn lại.",
)
