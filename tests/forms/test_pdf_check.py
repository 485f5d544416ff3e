"""Which PDFs are taken."""

import io
import zipfile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from forms.pdf_check import find_pdf_problem
from tests.forms.samples import pdf_bytes


def opening(**action):
    """Let the document do something when it is opened."""

    def change(pdf):
        pdf.Root.OpenAction = Dictionary(**action)

    return change


def script_on_a_page(pdf):
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def script_in_a_stream(pdf):
    code = pikepdf.Stream(pdf, b"app.alert(1)")
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), code])))


def script_deep_inside(pdf):
    pdf.Root.Extra = Array([Array([Dictionary(Next=Array([Dictionary(S=Name.JavaScript)]))])])


def attachment(pdf):
    pdf.attachments["tool.exe"] = b"MZ"


def attachment_note(pdf):
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def film(pdf):
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.RichMedia)])


def xfa(pdf):
    pdf.Root.AcroForm = Dictionary(XFA=pikepdf.Stream(pdf, b"<xdp/>"))


def form_fields(pdf):
    signature = Dictionary(FT=Name.Sig, T=String("Chữ ký"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(signature)]), SigFlags=3)


def link(pdf):
    action = Dictionary(S=Name.URI, URI=String("https://danang.gov.vn"))
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, A=action)])


def words_about_scripts(pdf):
    pdf.Root.Note = String("Cách gỡ /JavaScript và /Launch khỏi PDF")


def no_page(pdf):
    del pdf.pages[0]


class TestAcceptedFile:
    @pytest.mark.parametrize("change", [None, form_fields, link, words_about_scripts])
    @pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
    def test_only_shows_pages(self, change, mode):
        assert find_pdf_problem(pdf_bytes(change, object_stream_mode=mode)) is None

    def test_may_jump_to_a_page_when_opened(self):
        assert find_pdf_problem(pdf_bytes(opening(S=Name.GoTo, D=String("p1")))) is None

    def test_may_end_with_blank_space(self):
        assert find_pdf_problem(pdf_bytes() + b"\r\n\0\0") is None


class TestRefusedFile:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (opening(S=Name.JavaScript, JS=String("x")), "có mã lệnh JavaScript"),
            (script_on_a_page, "có mã lệnh JavaScript"),
            (script_in_a_stream, "có mã lệnh JavaScript"),
            (script_deep_inside, "có mã lệnh JavaScript"),
            (opening(S=Name.Launch, F=String("cmd.exe")), "có lệnh mở chương trình khác"),
            (opening(S=Name.SubmitForm), "có lệnh gửi dữ liệu ra ngoài"),
            (opening(S=Name.ImportData), "có lệnh gửi dữ liệu ra ngoài"),
            (opening(S=Name.GoToE), "có tệp khác đính bên trong"),
            (attachment, "có tệp khác đính bên trong"),
            (attachment_note, "có tệp khác đính bên trong"),
            (film, "có nội dung đa phương tiện"),
            (xfa, "là biểu mẫu XFA"),
        ],
        ids=lambda value: value.__name__ if callable(value) else value,
    )
    @pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode))
    def test_carries_more_than_pages(self, change, reason, mode):
        found = find_pdf_problem(pdf_bytes(change, object_stream_mode=mode))
        assert found == f"Tệp PDF {reason}. In ra rồi quét lại, hoặc xuất lại tệp"

    def test_hides_a_name_behind_an_escape(self):
        content = pdf_bytes(opening(S=Name.Launch, F=String("xx")))
        # as long as before, so that the table of objects stays right
        content = content.replace(b"/Launch", b"/L#61unch").replace(b"(xx)", b"()")
        assert "có lệnh mở chương trình khác" in find_pdf_problem(content)

    @pytest.mark.parametrize("user", ["", "secret"])
    def test_is_locked(self, user):
        content = pdf_bytes(encryption=pikepdf.Encryption(owner="owner", user=user))
        expected = "Tệp PDF đang đặt mật khẩu. Bỏ mật khẩu rồi chọn lại"
        assert find_pdf_problem(content) == expected

    @pytest.mark.parametrize(
        "content",
        [b"", b"<html>", b"PK\x03\x04", b"\xef\xbb\xbf%PDF-1.7", b"\n%PDF-1.7 %%EOF"],
    )
    def test_does_not_begin_as_a_pdf(self, content):
        assert find_pdf_problem(content) == "Nội dung tệp không phải là PDF"

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.7",
            b"%PDF-1.7 %%EOF",
            b"%PDF-1.7\n<html>%%EOF",
            pdf_bytes(no_page),
            pdf_bytes()[:200],
            pdf_bytes().replace(b"xref", b"yref"),
        ],
        ids=["cut at once", "empty", "web page", "no page", "cut", "no table of objects"],
    )
    def test_is_damaged(self, content):
        expected = "Tệp PDF bị hỏng, không mở được. Quét hoặc xuất lại tệp"
        assert find_pdf_problem(content) == expected

    def test_is_another_file_as_well(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("tool.exe", b"MZ")
        expected = "Tệp PDF có dữ liệu lạ sau phần kết thúc. Quét hoặc xuất lại tệp"
        assert find_pdf_problem(pdf_bytes() + archive.getvalue()) == expected

    def test_has_more_objects_than_can_be_looked_at(self, monkeypatch):
        monkeypatch.setattr("forms.pdf_check.MAX_OBJECTS", 2)
        assert find_pdf_problem(pdf_bytes()) == "Tệp PDF quá phức tạp. In ra rồi quét lại"

    def test_unpacks_to_far_more_than_it_weighs(self, request):
        assert get_qpdf_limits()["flate_max_memory"] == 64 * 1024 * 1024
        usual = set_qpdf_limits(flate_max_memory=1_000_000)
        request.addfinalizer(lambda: set_qpdf_limits(**usual))

        def bomb(pdf):
            pdf.Root.Big = pdf.make_indirect(String("a" * 2_000_000))

        content = pdf_bytes(bomb, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert len(content) < 10_000
        assert "bị hỏng" in find_pdf_problem(content)


class TestAnyFile:
    whole = pdf_bytes(form_fields)

    @settings(max_examples=60)
    @given(st.data())
    def test_is_taken_or_refused_with_a_reason(self, data):
        start = data.draw(st.integers(5, len(self.whole) - 1))
        length = data.draw(st.integers(0, 40))
        noise = data.draw(st.binary(max_size=40))
        problem = find_pdf_problem(self.whole[:start] + noise + self.whole[start + length :])
        assert problem is None or problem.startswith(("Tệp", "Nội dung"))
