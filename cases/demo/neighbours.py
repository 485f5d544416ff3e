"""The other units of the demo office, and the people beside those who work on its matters."""

from cases.demo.people import CITY, WARD, Person

OTHER_WARD = "mau-binh"
THIRD_WARD = "mau-chi"
BUILDING_DEPARTMENT = "so-xay-dung-mau"
LAND_DEPARTMENT = "so-nong-nghiep-moi-truong-mau"

NEIGHBOURS = (
    (OTHER_WARD, "UBND phường Mẫu Bình", "ward", CITY),
    (THIRD_WARD, "UBND phường Mẫu Chi", "ward", CITY),
    (BUILDING_DEPARTMENT, "Sở Xây dựng Mẫu", "department", CITY),
    (LAND_DEPARTMENT, "Sở Nông nghiệp và Môi trường Mẫu", "department", CITY),
)
"""Code, name, kind and parent. Nobody has an account in the third ward and the last one yet."""

PEOPLE_OF_NEIGHBOURS = (
    Person("Hà Thị G", "hathig", OTHER_WARD, ("registrar",)),
    Person("Kiều Văn O", "kieuvano", OTHER_WARD, ("petition_officer", "verifier")),
    Person("Lưu Thị W", "luuthiw", OTHER_WARD, ("deputy", "section_head")),
    Person("Tống Văn Z", "tongvanz", OTHER_WARD, ("head",)),
    Person("Quách Thị J", "quachthij", BUILDING_DEPARTMENT, ("registrar", "petition_officer")),
    Person("Từ Văn F", "tuvanf", WARD, ("unit_it",)),
    Person("Mai Thị K", "maithik", WARD, ("lookup",)),
)
