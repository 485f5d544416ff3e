"""Ghi chú và ý kiến chỉ đạo, as people see and send them."""

import pytest

from tests.web.conftest import HEAD, OFFICER, REGISTRAR, STRANGER

TEXT = "Xác minh lại ranh thửa đất với địa chính phường."


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


def give(head, case_address, to=OFFICER, **typed):
    page = head.get(f"{case_address}/chi-dao")
    options = page.tree.xpath(
        "//select[@name='addressee']/option[starts-with(., $to)]/@value", to=to
    )
    return head.submit(page, "bieu-mau", **{"addressee": options[0], "text": TEXT} | typed)


class TestNotes:
    def test_are_written_from_the_case_and_read_there(self, registrar, officer, case_address):
        page = registrar.get(registrar.get(case_address).link("Ghi chú"))
        page = registrar.submit(page, "bieu-mau", text="Đã gọi người khiếu nại.\nHẹn thứ Hai.")
        assert page.said == "Đã ghi chú vào hồ sơ"
        (note,) = officer.get(case_address).tree.xpath("//*[@id='ghi-chu']//li")
        assert REGISTRAR in note.text_content()
        assert note.xpath(".//p")[0].text_content() == "Đã gọi người khiếu nại.\nHẹn thứ Hai."

    def test_say_that_something_must_be_written(self, registrar, case_address):
        page = registrar.get(f"{case_address}/ghi-chu")
        page = registrar.submit(page, "bieu-mau", text="")
        assert (page.status, page.errors) == (422, ["Nội dung: không để trống"])

    def test_are_not_for_people_of_other_units(self, signed_in, case_address):
        assert signed_in(STRANGER).get(f"{case_address}/ghi-chu").status == 404

    def test_show_what_people_type_as_they_typed_it(self, registrar, case_address):
        page = registrar.get(f"{case_address}/ghi-chu")
        page = registrar.submit(page, "bieu-mau", text="<b>đậm</b> & “ngoặc”")
        assert "<b>đậm</b> & “ngoặc”" in page.text


class TestDirections:
    def test_stand_in_the_task_list_of_whom_they_go_to(self, head, officer, case_address):
        page = give(head, case_address, due_on="28/08/2026")
        assert page.said == "Đã gửi chỉ đạo"
        page = officer.get("/viec-cua-toi")
        assert "Chỉ đạo gửi tôi 1" in page.text
        assert TEXT in page.text

    def test_are_counted_on_the_page_of_leaders(self, head, case_address):
        give(head, case_address, to=HEAD)
        page = head.get("/hom-nay")
        tally = [" ".join(each.text_content().split()) for each in page.all("tally", "/a")]
        assert "1Chỉ đạo gửi tôi" in tally

    def test_are_answered_and_then_marked_done(self, head, officer, case_address, complaint):
        give(head, case_address)
        address = officer.get("/viec-cua-toi").link(complaint.registered.code)
        page = officer.submit(officer.get(address), "bieu-mau", text="Hẹn đo ngày 28/8.")
        assert page.said == "Đã trả lời chỉ đạo"
        page = officer.submit(officer.get(address), "bieu-mau", _done="1")
        assert page.said == "Đã đánh dấu chỉ đạo là làm xong"
        page = head.get(case_address)
        assert "Hẹn đo ngày 28/8." in page.text
        assert f"{OFFICER} đánh dấu đã làm xong" in page.text
        assert "Chỉ đạo gửi tôi" not in officer.get("/viec-cua-toi").text

    def test_are_offered_to_leaders_only(self, head, officer, case_address):
        assert head.get(case_address).link("Chỉ đạo") == f"{case_address}/chi-dao"
        assert officer.get(f"{case_address}/chi-dao").status == 403

    def test_say_at_the_field_what_is_wrong(self, head, case_address):
        page = give(head, case_address, due_on="25/08/2026")
        assert page.status == 422
        assert "không sớm hơn hôm nay 26/08/2026" in page.errors[0]
        assert page.field("text") == TEXT

    def test_cannot_be_answered_by_others_nor_with_nothing(
        self, head, officer, registrar, case_address, complaint
    ):
        give(head, case_address)
        address = officer.get("/viec-cua-toi").link(complaint.registered.code)
        assert registrar.get(address).status == 403
        page = officer.submit(officer.get(address), "bieu-mau", text="")
        assert (page.status, page.errors) == (422, ["Trả lời: không để trống"])
