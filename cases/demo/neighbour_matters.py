"""What is passed on between units, and what other units work on: invented, and visibly so."""

from cases.demo.matters import Matter

OTHER_COMMITTEE = "UBND phường Mẫu Bình"
OTHER_CHAIRMAN = "Chủ tịch UBND phường Mẫu Bình"

CANAL = Matter(
    author="Viên Thị Mẫu",
    address="9 đường Mẫu Kênh, phường Mẫu Bình",
    title="Lấp mương thoát nước cạnh nhà 9 đường Mẫu Kênh",
    summary="Phường Mẫu Bình cho lấp mương làm vỉa hè, nước mưa tràn vào nhà.",
    request="Khơi lại mương thoát nước.",
    field="admin_other",
    respondent=OTHER_COMMITTEE,
    source="post",
)

PARKING = Matter(
    author="Ung Văn Mẫu",
    address="lô 4, khu dân cư Mẫu Bình 1",
    title="Thông báo thu hồi lối vào lô 4 khu dân cư Mẫu Bình 1",
    summary="Lối vào duy nhất của lô 4 bị vạch làm chỗ đỗ xe theo thông báo của phường Mẫu Bình.",
    request="Giữ lối vào như bản đồ phân lô.",
    field="land",
    respondent=OTHER_CHAIRMAN,
)

BALCONY = Matter(
    author="Lục Thị Mẫu",
    address="tầng 5, chung cư Mẫu Cao, phường Mẫu An",
    title="Không nghiệm thu ban công căn hộ 5.12 chung cư Mẫu Cao",
    summary="Phường lập biên bản ban công sai thiết kế; chủ căn hộ cho rằng bản vẽ do Sở Xây dựng"
    " Mẫu duyệt.",
    request="Nghiệm thu theo bản vẽ được duyệt.",
    field="house_property",
)

GRAVES = Matter(
    author="Âu Văn Mẫu",
    address="tổ Mẫu Đồi, phường Mẫu Bình",
    title="Di dời 03 ngôi mộ tại gò Mẫu Đồi không báo trước",
    summary="Mộ bị di dời khi gia đình vắng mặt, thông báo dán ở nhà văn hóa chỉ hai ngày.",
    request="Xin lỗi và hỗ trợ chi phí xây lại mộ.",
    field="land",
    respondent=OTHER_COMMITTEE,
)

SHOP_SIGN = Matter(
    author="Giáp Thị Mẫu",
    address="200 đường Mẫu Lớn, phường Mẫu Bình",
    title="Quyết định xử phạt biển hiệu tiệm may Mẫu",
    summary="Bị phạt 15 triệu đồng vì biển hiệu quá khổ; biển đã treo trước khi có quy định.",
    request="Hủy quyết định xử phạt.",
    field="political_cultural_social",
    respondent=OTHER_CHAIRMAN,
)

LICENCE = Matter(
    author="Công ty Xây dựng Mẫu Phát",
    address="12 đường Mẫu Công, phường Mẫu Chi",
    title="Sở Xây dựng Mẫu trả hồ sơ cấp chứng chỉ năng lực lần thứ ba",
    summary="Mỗi lần trả hồ sơ nêu một lý do khác; lần sau không nhắc lý do lần trước.",
    request="Cấp chứng chỉ theo hồ sơ đã nộp.",
    field="admin_other",
    respondent="Giám đốc Sở Xây dựng Mẫu",
)
