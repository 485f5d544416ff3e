"""Reading what was posted."""

from datetime import date
from decimal import Decimal

import pytest

from forms.definition import Option
from forms.posted import RawValues
from forms.submission import FieldError, Limits, read
from tests.forms.samples import (
    LIMITS,
    TODAY,
    Chosen,
    Files,
    field,
    form_of,
    handling,
    message,
    options,
    pdf_bytes,
    posted,
    submit,
)

PEOPLE = {"answer": [Option("7", "Lê Văn C"), Option("9", "Võ Thị E")]}


def value(component, typed, **more):
    """The value read from one typed answer."""
    submission = submit(component, answer=typed, **more)
    assert submission.errors == ()
    return submission.values["answer"]


def refusal(component, typed, **more):
    return message(submit(component, answer=typed, **more))


class TestText:
    def test_is_stripped_and_on_one_line(self):
        assert value(field("textfield"), "  Huỳnh \t Văn\r\nM ") == "Huỳnh Văn M"

    def test_in_several_lines_keeps_them(self):
        assert value(field("textarea"), " Dòng một \r\n\r\nDòng hai\r") == "Dòng một\n\nDòng hai"

    def test_is_in_one_unicode_form(self):
        assert value(field("textfield"), "Nguye\u0302\u0303n") == "Nguy\u1ec5n"

    def test_loses_what_nobody_sees(self):
        assert value(field("textfield"), "Trần\u200b\u00a0Thị\ufeff B\u00ad") == "Trần Thị B"

    def test_of_invisible_characters_only_is_blank(self):
        assert submit(field("textfield"), answer="\u200b \ufeff").values == {}

    @pytest.mark.parametrize(
        "sign", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\ue000", "\ud800"]
    )
    def test_with_a_character_that_cannot_be_printed_is_refused(self, sign):
        expected = "Bỏ ký tự không in được ở vị trí 3"
        assert refusal(field("textfield"), f"ab{sign}c") == expected

    def test_over_its_length_says_by_how_much(self):
        expected = "Dài quá 10.000 ký tự: rút gọn 1.234 ký tự"
        assert refusal(field("textarea"), "a" * 11_234) == expected

    def test_is_measured_after_it_is_composed(self):
        assert value(field("textfield", maxLength=2), "e\u0302\u0301m") == "\u1ebfm"

    def test_under_its_length_says_how_much_is_asked(self):
        assert refusal(field("textfield", minLength=10), "ngắn") == "Ghi ít nhất 10 ký tự"


class TestOldFont:
    @pytest.mark.parametrize(
        "typed",
        [
            "\u00a7\u00acn khi\u00d5u n\u00b9i",
            "Nguy\u00d4n V\u00a8n A",
            "C\u00f8ng nh\u00ad trªn, lµ vËy",
            "\u00d1\u00f4n khie\u00e1u na\u00efi",
            "Nguye\u00e3n Va\u00ean A",
            "CO\u00c4NG HO\u00d8A XA\u00d5 HO\u00c4I",
        ],
    )
    def test_is_refused(self, typed):
        expected = "Chữ gõ bằng phông TCVN3 hoặc VNI. Chuyển sang phông Unicode rồi dán lại"
        assert refusal(field("textarea"), typed) == expected

    @pytest.mark.parametrize(
        "typed",
        ["khi\u00e1\u00ba\u00bfu n\u00e1\u00ba\u00a1i", "\u00c4\u2018\u00c6\u00a1n", "a\ufffd"],
    )
    def test_broken_on_the_way_is_refused(self, typed):
        expected = "Chữ bị lỗi mã, không đọc được. Gõ lại phần bị lỗi"
        assert refusal(field("textarea"), typed) == expected

    @pytest.mark.parametrize(
        "typed",
        [
            "Quý khách khỏe, hoà thuận, thuở xưa, quê nhà, khuỷu tay, ngoéo, quỳnh, Huế",
            "ĐƯỜNG NGUYỄN VĂN LINH, PHƯỜNG HÒA KHÁNH; TIỂU KHU Ỷ LAN; UỶ BAN",
            "Diện tích 120,5 m² (± 0,5 m²), §5, 30°C, 5 µm, Samsung®, © 2026, «trích»",
            "Ông Müller, bà Zoë, El Niño và La Niña, hãng Citroën, Saint-Exupéry",
            "Đất 3/4 thửa; 1½ ha; “nguyên văn” – đúng",
        ],
    )
    def test_good_text_is_not_taken_for_it(self, typed):
        assert value(field("textarea"), typed) == typed


class TestIdNumber:
    @pytest.mark.parametrize(
        ("typed", "read_as"),
        [
            ("048099000117", "048099000117"),
            ("048 099 000 117", "048099000117"),
            ("201.234.567", "201234567"),
            ("b1234567", "B1234567"),
            ("C12345678", "C12345678"),
        ],
        ids=["citizen card", "spaced", "former card", "passport", "newer passport"],
    )
    def test_is_that_of_a_card_or_passport(self, typed, read_as):
        assert value(field("textfield", format="id_number"), typed) == read_as

    @pytest.mark.parametrize("typed", ["0480990001", "04809900011x", "AB123456", "\u0660" * 12])
    def test_otherwise_says_what_to_enter(self, typed):
        expected = "Nhập số căn cước gồm 12 chữ số"
        assert refusal(field("textfield", format="id_number"), typed) == expected


class TestPhone:
    @pytest.mark.parametrize(
        ("typed", "read_as"),
        [
            ("0905 123 456", "0905123456"),
            ("(0236) 3.821.123", "02363821123"),
            ("+84 905-123-456", "0905123456"),
            ("+1 202 555 0142", "+12025550142"),
        ],
    )
    def test_is_one_that_can_be_called(self, typed, read_as):
        assert value(field("textfield", format="phone"), typed) == read_as

    @pytest.mark.parametrize("typed", ["905123456", "0905", "090512345678", "số máy bàn"])
    def test_otherwise_says_what_to_enter(self, typed):
        expected = "Nhập số điện thoại bắt đầu bằng 0, gồm 10 hoặc 11 chữ số"
        assert refusal(field("textfield", format="phone"), typed) == expected


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "read_as"),
        [("12", 12), ("1.234", 1234), ("1 234 567", 1_234_567), ("007", 7), ("5,0", 5), (" 3 ", 3)],
    )
    def test_is_typed_the_vietnamese_way(self, typed, read_as):
        found = value(field("number"), typed)
        assert found == read_as
        assert isinstance(found, int)

    def test_may_be_below_zero_only_where_the_form_says_so(self):
        assert value(field("number", min=-5), "-3") == -3
        assert refusal(field("number"), "-3") == "Nhập số từ 0 trở lên"

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("mười", "Nhập số, ví dụ 1.234"),
            ("1.23", "Dùng dấu phẩy cho phần lẻ: 1,23"),
            ("1.2345", "Dùng dấu phẩy cho phần lẻ: 1,2345"),
            ("12.34.567", "Nhập số, ví dụ 1.234"),
            ("1e5", "Nhập số, ví dụ 1.234"),
            ("\u0661\u0662", "Nhập số, ví dụ 1.234"),
            ("2,5", "Nhập số nguyên, không có phần lẻ"),
            ("1" * 16, "Số quá lớn: nhiều nhất 15 chữ số"),
            ("1." + "1" * 5000, "Nhập số, ví dụ 1.234"),
            ("1.000.000.000", "Nhập số không quá 999.999.999"),
        ],
        ids=lambda text: text[:20],
    )
    def test_otherwise_says_what_to_enter(self, typed, expected):
        assert refusal(field("number"), typed) == expected

    def test_keeps_to_the_bounds_of_the_form(self):
        assert refusal(field("number", min=1, max=1500), "0") == "Nhập số từ 1 trở lên"
        assert refusal(field("number", min=1, max=1500), "1501") == "Nhập số không quá 1.500"

    def test_may_have_decimals(self):
        assert value(field("number", decimalDigits=2), "6,85") == Decimal("6.85")
        assert refusal(field("number", decimalDigits=2), "x") == "Nhập số, ví dụ 1.234,5"


class TestMoneyAndArea:
    @pytest.mark.parametrize(
        ("kind", "typed", "read_as"),
        [
            ("money", "1.234.567,5", Decimal("1234567.5")),
            ("money", "0,125", Decimal("0.125")),
            ("money", "12", Decimal(12)),
            ("area", "120,5", Decimal("120.5")),
        ],
    )
    def test_are_decimals(self, kind, typed, read_as):
        found = value(field("number", kind=kind), typed)
        assert found == read_as
        assert isinstance(found, Decimal)

    def test_have_a_limited_number_of_decimals(self):
        money, area = field("number", kind="money"), field("number", kind="area")
        assert refusal(money, "1,2345") == "Nhập nhiều nhất 3 chữ số sau dấu phẩy"
        assert refusal(area, "1,25") == "Nhập nhiều nhất 1 chữ số sau dấu phẩy"
        assert value(area, "1,500") == Decimal("1.5")


class TestDate:
    @pytest.mark.parametrize("typed", ["05/08/2026", "5/8/2026", "2026-08-05", " 05 / 08 / 2026 "])
    def test_is_typed_in_the_usual_ways(self, typed):
        assert value(field("datetime"), typed) == date(2026, 8, 5)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("5.8.2026", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026"),
            ("hôm qua", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026"),
            ("5/8/26", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026"),
            ("31/02/2026", "Không có ngày 31/02/2026: kiểm tra lại ngày và tháng"),
            ("08/26/2026", "Không có ngày 08/26/2026: kiểm tra lại ngày và tháng"),
            ("01/01/0026", "Nhập năm từ 1900 đến 2199"),
        ],
    )
    def test_otherwise_says_what_to_enter(self, typed, expected):
        assert refusal(field("datetime"), typed) == expected

    def test_may_lie_in_the_future_when_nothing_has_happened(self):
        assert value(field("datetime"), "01/01/2030") == date(2030, 1, 1)


class TestEventDate:
    notice = field("datetime", label="Ngày thông báo", event="accepted")

    @pytest.mark.parametrize("typed", ["14/08/2026", "26/08/2026"])
    def test_lies_between_the_opening_event_and_today(self, typed):
        assert value(self.notice, typed)

    def test_is_not_before_the_opening_event(self):
        expected = "Ngày thông báo không sớm hơn ngày nhận đơn 14/08/2026"
        assert refusal(self.notice, "13/08/2026") == expected

    def test_is_not_after_today(self):
        expected = "Ngày thông báo không muộn hơn hôm nay 26/08/2026"
        assert refusal(self.notice, "27/08/2026") == expected

    def test_has_no_lower_bound_when_nothing_came_before(self):
        assert value(self.notice, "01/01/2001", limits=Limits(TODAY)) == date(2001, 1, 1)

    def test_names_the_bound_even_without_a_label_for_it(self):
        expected = "Ngày thông báo không sớm hơn ngày 26/08/2026"
        assert refusal(self.notice, "25/08/2026", limits=Limits(TODAY, TODAY)) == expected

    def test_of_a_paper_may_be_older_but_not_newer(self):
        paper = field("datetime", label="Ngày ghi trên đơn", record="petition.written_on")
        assert value(paper, "01/08/2026") == date(2026, 8, 1)
        expected = "Ngày ghi trên đơn không muộn hơn hôm nay 26/08/2026"
        assert refusal(paper, "27/08/2026") == expected


class TestYesOrNo:
    def test_a_ticked_box_is_yes_and_an_empty_one_no(self):
        assert value(field("checkbox"), "yes") is True
        assert submit(field("checkbox")).values["answer"] is False

    def test_a_required_box_must_be_ticked(self):
        expected = "Đánh dấu vào ô này để đi tiếp"
        assert message(submit(field("checkbox", required=True))) == expected

    def test_a_question_may_stay_open(self):
        question = field("radio", values=options("yes", "no"))
        assert value(question, "yes") is True
        assert value(question, "no") is False
        assert submit(question).values == {}

    def test_a_required_question_must_be_answered(self):
        question = field("radio", values=options("yes", "no"), required=True)
        assert message(submit(question)) == "Chọn một mục"

    def test_a_question_takes_no_third_answer(self):
        question = field("radio", values=options("yes", "no"))
        assert refusal(question, "maybe") == "Chọn một mục trong danh sách"


class TestChoice:
    @pytest.mark.parametrize("component", ["radio", "select"])
    def test_is_one_of_the_options(self, component):
        choice = field(component, values=options("a", "b"))
        assert value(choice, "b") == "b"
        assert refusal(choice, "c") == "Chọn một mục trong danh sách"

    @pytest.mark.parametrize("kind", ["person", "unit"])
    def test_of_a_person_or_unit_is_one_that_was_offered(self, kind):
        choice = field("select", kind=kind)
        assert value(choice, "7", choices=PEOPLE) == "7"
        assert refusal(choice, "8", choices=PEOPLE) == "Chọn một mục trong danh sách"
        assert refusal(choice, "7") == "Chọn một mục trong danh sách"

    def test_of_an_office_list_is_one_that_was_offered(self):
        choice = field("select", valuesKey="fields")
        assert value(choice, "9", choices=PEOPLE) == "9"

    def test_of_several_comes_in_the_order_of_the_form(self):
        choice = field("checklist", values=options("a", "b", "c"))
        assert value(choice, ["c", "a", "c"]) == ("a", "c")
        assert refusal(choice, ["a", "x"]) == "Chọn một mục trong danh sách"

    def test_of_none_is_blank(self):
        assert submit(field("checklist", values=options("a"))).values == {}


class TestRequiredField:
    @pytest.mark.parametrize(
        ("component", "expected"),
        [
            (field("textfield", label="Họ và tên"), "Không để trống"),
            (field("textfield", label="UBND phường"), "Không để trống"),
            (field("textarea", label="Tóm tắt nội dung"), "Không để trống"),
            (field("number", label="Số người"), "Không để trống"),
            (field("datetime", label="Ngày ký"), "Không để trống"),
            (field("radio", values=options("a")), "Chọn một mục"),
            (field("select", values=options("a")), "Chọn một mục"),
            (field("select", kind="person"), "Chọn một mục"),
            (field("checklist", values=options("a")), "Chọn ít nhất một mục"),
            (field("filepicker"), "Chưa có tệp: chọn một tệp PDF"),
            (
                field("dynamiclist", components=[field("textfield", "name")]),
                "Ghi ít nhất 1 dòng",
            ),
        ],
        ids=lambda value: value["type"] if isinstance(value, dict) else "",
    )
    @pytest.mark.parametrize("typed", [None, "", "  \u00a0 "])
    def test_says_what_to_do_when_it_is_blank(self, component, expected, typed):
        component["validate"] = {"required": True}
        values = {} if typed is None else {"answer": typed}
        assert message(submit(component, **values)) == expected

    def test_may_be_blank_otherwise(self):
        submission = submit(field("textfield"), answer=" ")
        assert (submission.values, submission.errors) == ({}, ())


class TestHiddenField:
    form = (
        handling(required=True),
        field("textfield", "ground", required=True, hide='=handling != "refuse"'),
    )

    def test_is_not_required(self):
        submission = submit(*self.form, handling="accept")
        assert (submission.values, submission.errors) == ({"handling": "accept"}, ())

    def test_is_not_read(self):
        submission = submit(*self.form, handling="accept", ground="còn sót")
        assert "ground" not in submission.values

    def test_is_both_when_it_is_shown(self):
        (error,) = submit(*self.form, handling="refuse").errors
        assert error.key == "ground"

    def test_of_a_file_is_not_opened(self):
        scan = field("filepicker", "scan", hide='=handling = "accept"')
        files = Files(scan=[Chosen("virus.exe")])
        submission = submit(handling(), scan, files=files, handling="accept")
        assert submission.errors == ()


class TestList:
    goods = field(
        "dynamiclist",
        "goods",
        "Tài sản",
        components=[
            field("textfield", "name", "Tên", required=True),
            field("number", "value", "Giá trị", kind="money"),
        ],
    )

    def test_is_read_row_by_row(self):
        submission = submit(
            self.goods,
            goods__0__name="Nhà cấp 4",
            goods__0__value="350",
            goods__1__name="Giếng",
        )
        assert submission.values["goods"] == (
            {"name": "Nhà cấp 4", "value": Decimal(350)},
            {"name": "Giếng"},
        )

    def test_leaves_out_blank_rows(self):
        submission = submit(self.goods, goods__0__name=" ", goods__7__name="Giếng")
        assert submission.values["goods"] == ({"name": "Giếng"},)
        assert submit(self.goods, goods__0__name=" ").values == {}

    def test_names_row_and_column_of_an_error(self):
        submission = submit(self.goods, goods__0__name="Nhà", goods__3__value="nhiều")
        assert submission.errors == (
            FieldError("goods-1-name", "Tên (dòng 2)", "Không để trống"),
            FieldError("goods-1-value", "Giá trị (dòng 2)", "Nhập số, ví dụ 1.234,5"),
        )

    def test_may_ask_for_a_number_of_rows(self):
        goods = {**self.goods, "validate": {"min": 2, "max": 3}}
        rows = {f"goods__{row}__name": "x" for row in range(4)}
        assert message(submit(goods, goods__0__name="x")) == "Ghi ít nhất 2 dòng"
        assert message(submit(goods, **rows)) == "Ghi nhiều nhất 3 dòng"
        assert submit(goods).errors == ()

    def test_has_at_most_100_rows(self):
        rows = {f"goods__{row}__name": "x" for row in range(200)}
        submission = submit(self.goods, **rows)
        assert message(submission) == "Ghi nhiều nhất 100 dòng"
        assert submission.values == {}

    def test_offers_people_by_list_and_column(self):
        team = field("dynamiclist", "team", components=[field("select", "person", kind="person")])
        offered = {"team.person": PEOPLE["answer"]}
        submission = submit(team, choices=offered, team__0__person="7")
        assert submission.values["team"] == ({"person": "7"},)

    def test_ignores_names_that_are_not_rows(self):
        names = ["goods", "goods-x-name", "goods-0", "goods-0-other", "goods-²-name", "goods--name"]
        submission = read(
            form_of(self.goods), RawValues({name: ["x"] for name in names}), None, LIMITS
        )
        assert (submission.values, submission.errors) == ({}, ())


class TestErrors:
    def test_come_all_at_once_in_the_order_of_the_form(self):
        submission = submit(
            field("textfield", "a", required=True),
            field("filepicker", "b", required=True),
            field("number", "c"),
            field("textfield", "d"),
            field("datetime", "e"),
            c="x",
            d="đúng",
            e="y",
        )
        assert [error.key for error in submission.errors] == ["a", "b", "c", "e"]
        assert submission.values == {"d": "đúng"}

    @pytest.mark.parametrize(
        ("label", "said", "line"),
        [
            (
                "Ngày thông báo",
                "Ngày thông báo không sớm hơn ngày nhận đơn 14/08/2026",
                "Ngày thông báo: không sớm hơn ngày nhận đơn 14/08/2026",
            ),
            (
                "Giấy tờ tùy thân",
                "Nhập số căn cước gồm 12 chữ số",
                "Giấy tờ tùy thân: nhập số căn cước gồm 12 chữ số",
            ),
            ("Bản đã ký", "PDF bị hỏng", "Bản đã ký: PDF bị hỏng"),
        ],
    )
    def test_read_as_lines_of_a_list(self, label, said, line):
        assert FieldError("key", label, said).line == line


class TestFile:
    scan = field("filepicker", "scan", "Bản đã ký")

    def submitted(self, *chosen, limits=LIMITS):
        return read(form_of(self.scan), posted(), Files(scan=list(chosen)), limits)

    def test_is_kept_with_its_digest(self):
        content = pdf_bytes()
        file = self.submitted(Chosen("Thông báo 39.PDF", content)).values["scan"]
        assert (file.name, file.media_type, file.size) == (
            "Thông báo 39.PDF",
            "application/pdf",
            len(content),
        )
        assert file.content == content
        assert len(file.sha256) == 64

    def test_never_shows_its_content_in_a_trace(self):
        file = self.submitted(Chosen("a.pdf", pdf_bytes())).values["scan"]
        assert "%PDF" not in repr(file)

    def test_that_was_not_chosen_is_blank(self):
        assert self.submitted().values == {}
        assert self.submitted(Chosen(""), Chosen(None)).values == {}

    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [
            (
                Chosen("thong-bao.docx", b"PK"),
                'Tệp phải là PDF. Tệp "thong-bao.docx" chưa được lưu',
            ),
            (Chosen("a.pdf"), 'Tệp "a.pdf" rỗng. Chọn tệp khác'),
            (
                Chosen("a.pdf", b"MZ\x90"),
                'Nội dung tệp không phải là PDF. Tệp "a.pdf" chưa được lưu',
            ),
        ],
        ids=["ending", "empty", "content"],
    )
    def test_otherwise_says_why_not(self, chosen, expected):
        assert message(self.submitted(chosen)) == expected

    @pytest.mark.parametrize(("largest", "words"), [(2 * 1024 * 1024, "2 MB"), (4096, "4 KB")])
    def test_over_the_limit_is_not_read_to_its_end(self, largest, words):
        chosen = Chosen("a.pdf", b"%PDF-" + bytes(largest))
        submission = self.submitted(chosen, limits=Limits(TODAY, upload_bytes=largest))
        expected = f'Tệp "a.pdf" lớn hơn {words}. Quét lại với độ nét thấp hơn'
        assert message(submission) == expected

    @pytest.mark.parametrize(
        ("sent", "shown"),
        [
            ("C:\\Hồ sơ\\quyet dinh.pdf", "quyet dinh.pdf"),
            ("../../etc/a.pdf", "a.pdf"),
            ("a\u202efdp.pdf", "afdp.pdf"),
            ("a\x00\r\nb.pdf", "ab.pdf"),
            ('a"<b>.pdf', "a__b_.pdf"),
            ("  a   b.pdf", "a b.pdf"),
            ("Nga\u0300y.pdf", "Ng\u00e0y.pdf"),
            ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ],
    )
    def test_has_a_name_that_is_safe_to_show(self, sent, shown):
        assert self.submitted(Chosen(sent, pdf_bytes())).values["scan"].name == shown

    def test_without_a_name_is_refused(self):
        expected = 'Tệp phải là PDF. Tệp "không tên" chưa được lưu'
        assert message(self.submitted(Chosen("../", b"x"))) == expected


class TestSeveralFiles:
    scans = field("filepicker", "scans", "Giấy tờ", multiple=True)

    def submitted(self, *chosen):
        return read(form_of(self.scans), posted(), Files(scans=list(chosen)), LIMITS)

    def test_are_kept_in_their_order(self):
        chosen = [Chosen("a.pdf", pdf_bytes()), Chosen(""), Chosen("b.pdf", pdf_bytes())]
        assert [file.name for file in self.submitted(*chosen).values["scans"]] == ["a.pdf", "b.pdf"]

    def test_are_refused_together_when_one_is_not_taken(self):
        submission = self.submitted(Chosen("a.pdf", pdf_bytes()), Chosen("b.doc", b"x"))
        assert submission.values == {}
        assert 'Tệp "b.doc" chưa được lưu' in submission.errors[0].message

    def test_that_were_not_chosen_are_blank(self):
        assert self.submitted().values == {}

    def test_are_not_too_many(self):
        submission = self.submitted(*[Chosen("a.pdf", pdf_bytes())] * 21)
        assert submission.errors[0].message == "Chọn nhiều nhất 20 tệp một lần"
