"""Petitions that are no complaints, or not known to be: invented, and visibly so.

Where a petition may be a denunciation nothing is told of its author, here as anywhere.
"""

from cases.demo.matters import WARD_COMMITTEE, Matter

STREET_LIGHT = Matter(
    author="Phí Thị Mẫu",
    address="8 đường Mẫu 14, phường Mẫu An",
    title="Đề nghị lắp đèn chiếu sáng đoạn cuối đường Mẫu 14",
    summary="Đoạn 120 m không có đèn, người đi bộ buổi tối dễ ngã xuống mương.",
    request="Lắp thêm ba trụ đèn.",
    field="other",
    respondent="",
    phone="0900 000 171",
)

NIGHT_MARKET = Matter(
    author="Lục Văn Mẫu",
    address="tổ 9, phường Mẫu An",
    title="Phản ánh chợ đêm lấn lòng đường Mẫu 2",
    summary="Từ 18 giờ các sạp kê ra lòng đường, xe cứu hỏa không vào được tổ 9.",
    request="Sắp xếp lại chỗ bán, giữ lối cho xe cứu hỏa.",
    field="political_cultural_social",
    respondent=WARD_COMMITTEE,
    source="post",
    signatories=12,
)

UNKNOWN = Matter(
    author="",
    address="",
    title="Đơn về việc sử dụng khu đất công cạnh trường Mẫu",
    summary="Đơn ba trang nêu nhiều việc trong nhiều năm, chưa rõ yêu cầu giải quyết điều gì.",
    request="",
    field="",
    source="post",
)

TWO_CONTENTS = Matter(
    author="",
    address="",
    title="Đơn về việc thu hồi đất và việc tranh chấp hợp đồng thuê ki-ốt",
    summary="Phần đầu không đồng ý với một quyết định thu hồi đất; phần sau kể việc thuê ki-ốt.",
    request="",
    field="",
)

PRESS = Matter(
    author="Khổng Văn Mẫu",
    address="21 đường Mẫu 8, phường Mẫu An",
    title="Ngân hàng Mẫu không trả giấy chứng nhận sau khi đã tất toán",
    summary="Đã trả hết nợ từ tháng trước, ngân hàng hẹn nhiều lần. Báo Mẫu chuyển đơn đến.",
    request="Trả giấy chứng nhận quyền sử dụng đất.",
    field="admin_other",
    respondent="Ngân hàng Mẫu",
    source="forwarded",
    forwarded_document="Báo Mẫu, 18/CV-BM",
)
