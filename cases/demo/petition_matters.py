"""Petitions that never become a case of their own: invented, and visibly so."""

from cases.demo.matters import WARD_COMMITTEE, Matter

POWER_LINE = Matter(
    author="Kim Văn Mẫu",
    address="73 đường Mẫu 9, phường Mẫu An",
    title="Công ty Điện lực Mẫu dời cột điện vào sát nhà 73 đường Mẫu 9",
    summary="Cột điện mới cách cửa nhà 0,6 m. Công ty trả lời miệng, không có văn bản.",
    request="Dời cột điện về vị trí cũ.",
    field="admin_other",
    respondent="Công ty Điện lực Mẫu",
    phone="0900 000 161",
)

ILLEGIBLE = Matter(
    author="Thân Thị Mẫu",
    address="phường Mẫu An",
    title="Đơn viết tay bị ướt, nhiều đoạn không đọc được",
    summary="Đơn hai trang gửi qua bưu điện, mực nhòe; chỉ đọc được họ tên và vài dòng đầu.",
    request="",
    field="other",
    source="post",
)

UNSIGNED = Matter(
    author="Nhâm Văn Mẫu",
    address="16/4 đường Mẫu 10, phường Mẫu An",
    title="Không xác nhận tình trạng nhà ở tại 16/4 đường Mẫu 10",
    summary="Nộp hồ sơ hai lần, phường không xác nhận và không nêu lý do. Đơn chưa ký tên.",
    request="Xác nhận tình trạng nhà ở.",
    field="house_property",
    source="post",
)

SAME_ROAD = Matter(
    author="Đặng Thị Mẫu",
    address="tổ 14, đường Mẫu 7, phường Mẫu An",
    title="Thu hồi đất tại thửa 214 tờ 7: đồng sở hữu gửi thêm tài liệu",
    summary="Là vợ của ông Đặng Văn R, cùng đứng tên thửa 214; khiếu nại cùng thông báo thu hồi và"
    " nộp thêm bản vẽ năm 1998.",
    request="Đo lại thửa đất và sửa thông báo thu hồi.",
    field="land",
    respondent=WARD_COMMITTEE,
)

GUTTER = Matter(
    author="Ông Văn Mẫu",
    address="5 đường Mẫu 12, phường Mẫu An",
    title="Lắp nắp cống chắn lối vào nhà 5 đường Mẫu 12",
    summary="Nắp cống cao hơn nền nhà 20 cm, xe không vào được.",
    request="Hạ nắp cống.",
    field="admin_other",
    phone="0900 000 166",
)
