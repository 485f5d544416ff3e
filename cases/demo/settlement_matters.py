"""Further cases that the ward settles: invented, and visibly so."""

from cases.demo.matters import WARD_COMMITTEE, Matter

PAVEMENT = Matter(
    author="Khổng Thị Mẫu",
    address="88 đường Mẫu 4, phường Mẫu An",
    title="Buộc tháo mái hiên trước nhà 88 đường Mẫu 4",
    summary="Mái hiên nằm trong chỉ giới của nhà; các nhà liền kề có mái hiên như vậy không bị lập"
    " biên bản.",
    request="Hủy thông báo buộc tháo dỡ.",
    field="admin_other",
)

RIVERBANK = Matter(
    author="Nghiêm Văn Mẫu",
    address="tổ Mẫu Giang, phường Mẫu An",
    title="Thu hồi bãi bồi ven sông Mẫu của 09 hộ trồng rau",
    summary="Bãi bồi được giao khoán từ hợp tác xã cũ, nay bị thu hồi để làm kè mà không bồi thường"
    " hoa màu.",
    request="Bồi thường hoa màu và chi phí cải tạo đất.",
    field="land",
    respondent=WARD_COMMITTEE,
    source="reception",
    signatories=9,
)

CERTIFICATE = Matter(
    author="Doãn Thị Mẫu",
    address="31 đường Mẫu 8, phường Mẫu An",
    title="Trả hồ sơ đề nghị xác nhận nguồn gốc đất thửa 67 tờ 9",
    summary="Phường cho rằng thửa đất là đất công; người khiếu nại có giấy mua bán viết tay năm"
    " 1991 và biên lai thuế.",
    request="Xác nhận nguồn gốc đất.",
    field="land",
)

ALLEY = Matter(
    author="Chử Văn Mẫu",
    address="kiệt 24 đường Mẫu 15, phường Mẫu An",
    title="Mở rộng kiệt 24 đường Mẫu 15 lấy vào sân nhà",
    summary="Phường vận động hiến đất nhưng ra thông báo buộc tháo cổng; gia đình không ký biên bản"
    " hiến đất.",
    request="Thu hồi thông báo buộc tháo cổng.",
    field="land",
    findings="Biên bản hiến đất không có chữ ký của chủ hộ. Chủ hộ đồng ý lùi cổng 0,5 m thay vì"
    " 1,2 m.",
)

KINDERGARTEN = Matter(
    author="Tiêu Thị Mẫu",
    address="140 đường Mẫu 6, phường Mẫu An",
    title="Đình chỉ nhóm trẻ Mẫu Non tại 140 đường Mẫu 6",
    summary="Nhóm trẻ bị đình chỉ ba tháng vì thiếu một cô nuôi; đã bổ sung hồ sơ nhưng không được"
    " kiểm tra lại.",
    request="Cho nhóm trẻ hoạt động trở lại.",
    field="political_cultural_social",
    phone="0900 000 172",
    findings="Hồ sơ nhân sự đã đủ từ ngày nộp bổ sung; phường chưa kiểm tra lại như đã hẹn.",
)

GARDEN = Matter(
    author="Mạc Văn Mẫu",
    address="62 đường Mẫu 13, phường Mẫu An",
    title="Thu hồi 96 m² đất vườn thửa 120 tờ 4 làm bãi đỗ xe",
    summary="Đất vườn bị tính là đất lấn chiếm, không bồi thường; phường đã rào và thu tiền"
    " giữ xe.",
    request="Trả lại đất và số tiền đã nộp.",
    field="land",
    respondent=WARD_COMMITTEE,
    findings="Trong 96 m² có 64 m² sử dụng ổn định trước khi có quy hoạch; số tiền 18 triệu đồng"
    " thu của hộ không có căn cứ.",
    ruling="Trả lại 64 m² đất và 18 triệu đồng cho người khiếu nại; giữ nguyên phần còn lại.",
)
