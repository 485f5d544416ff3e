"""WTForms in Vietnamese. The library has no such catalogue, so its words are written here.

Every WTForms form of the program inherits `VietnameseMeta`, also those that do not come from
a form file (sign-in, account).
"""

from collections.abc import Mapping
from types import MappingProxyType

from wtforms.meta import DefaultMeta

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "This field is required.": "Không để trống",
        "This field cannot be edited.": "Ô này không sửa được",
        "This field is disabled and cannot have a value.": "Ô này đang khóa, để trống",
        "Invalid field name '%s'.": "Không có ô tên '%s'",
        "Field must be equal to %(other_name)s.": "Nhập giống ô %(other_name)s",
        "Field must be at least %(min)d character long.": "Ghi ít nhất %(min)d ký tự",
        "Field must be at least %(min)d characters long.": "Ghi ít nhất %(min)d ký tự",
        "Field cannot be longer than %(max)d character.": "Rút gọn còn %(max)d ký tự",
        "Field cannot be longer than %(max)d characters.": "Rút gọn còn %(max)d ký tự",
        "Field must be exactly %(max)d character long.": "Ghi đúng %(max)d ký tự",
        "Field must be exactly %(max)d characters long.": "Ghi đúng %(max)d ký tự",
        "Field must be between %(min)d and %(max)d characters long.": (
            "Ghi từ %(min)d đến %(max)d ký tự"
        ),
        "Number must be at least %(min)s.": "Nhập số từ %(min)s trở lên",
        "Number must be at most %(max)s.": "Nhập số không quá %(max)s",
        "Number must be between %(min)s and %(max)s.": "Nhập số từ %(min)s đến %(max)s",
        "Date must be at least %(min)s.": "Nhập ngày không sớm hơn %(min)s",
        "Date must be at most %(max)s.": "Nhập ngày không muộn hơn %(max)s",
        "Date must be between %(min)s and %(max)s.": "Nhập ngày từ %(min)s đến %(max)s",
        "Invalid input.": "Nhập lại theo mẫu của ô này",
        "Invalid email address.": "Nhập địa chỉ thư điện tử, ví dụ ten@danang.gov.vn",
        "Invalid IP address.": "Nhập địa chỉ IP, ví dụ 10.0.0.1",
        "Invalid Mac address.": "Nhập địa chỉ MAC, ví dụ 00:1a:2b:3c:4d:5e",
        "Invalid URL.": "Nhập địa chỉ trang, bắt đầu bằng https://",
        "Invalid UUID.": "Nhập mã UUID",
        "Invalid value, must be one of: %(values)s.": "Chọn một trong: %(values)s",
        "Invalid value, can't be any of: %(values)s.": "Không dùng các giá trị: %(values)s",
        "Invalid Choice: could not coerce.": "Chọn một mục trong danh sách",
        "Choices cannot be None.": "Danh sách chưa có mục nào",
        "Not a valid choice.": "Chọn một mục trong danh sách",
        "'%(value)s' is not a valid choice for this field.": (
            "'%(value)s' không có trong danh sách của ô này"
        ),
        "'%(value)s' are not valid choices for this field.": (
            "%(value)s không có trong danh sách của ô này"
        ),
        "Invalid choice(s): one or more data inputs could not be coerced.": (
            "Chọn các mục trong danh sách"
        ),
        "Not a valid datetime value.": "Nhập ngày và giờ, ví dụ 26/08/2026 10:42",
        "Not a valid date value.": "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026",
        "Not a valid time value.": "Nhập giờ, ví dụ 10:42",
        "Not a valid week value.": "Nhập tuần, ví dụ 2026-W35",
        "Not a valid integer value.": "Nhập số nguyên, ví dụ 12",
        "Not a valid decimal value.": "Nhập số, ví dụ 1.234,5",
        "Not a valid float value.": "Nhập số, ví dụ 1.234,5",
        "Invalid CSRF Token.": "Trang đã mở quá lâu. Tải lại trang rồi gửi lại",
        "CSRF token missing.": "Trang đã mở quá lâu. Tải lại trang rồi gửi lại",
        "CSRF failed.": "Trang đã mở quá lâu. Tải lại trang rồi gửi lại",
        "CSRF token expired.": "Trang đã mở quá lâu. Tải lại trang rồi gửi lại",
    }
)


class VietnameseTranslations:
    """The translations object WTForms asks for its messages."""

    def gettext(self, string: str, /) -> str:
        """Return the Vietnamese of a message, or the message itself when it is ours."""
        return MESSAGES.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """Return the Vietnamese of a counted message; nouns do not change with the count."""
        return self.gettext(singular if n == 1 else plural)


class VietnameseMeta(DefaultMeta):
    """Settings of every WTForms form of the program."""

    # False keeps WTForms from looking for a catalogue file of its own.
    locales = False

    def get_translations(self, form: object) -> VietnameseTranslations:
        """Return the Vietnamese messages."""
        del form
        return VietnameseTranslations()
