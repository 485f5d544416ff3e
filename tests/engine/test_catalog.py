"""The bundled procedures and what their TOML files declare."""

from datetime import date

import pytest

from engine.catalog import FactDeclaration, find_bundles, read_info
from engine.errors import DeclarationError, FactValueError, UndeclaredFactError

PROCEDURE = """
code = "x"
title = "Giải quyết"
short_title = "GQ"
subject = "case"
case_code = "KN"
kind = "complaint"
intake = true
intake_step = "register"
version_event = "petition_received"
"""
OF_SEVERAL_KINDS = """
code = "x"
title = "Xử lý đơn"
short_title = "XLĐ"
subject = "petition"
intake = true
version_event = "petition_received"
[intake_steps]
complaint = "register"
mixed = "register_unsorted"
"""
VERSION = """
effective_from = 2026-07-01
legal_basis = "Luật"
summary = "Một câu."
terms = ["kn1_accept"]
[facts.handling]
type = "code"
codes = ["accept", "refuse"]
title = "Hướng xử lý"
[facts.days]
type = "int"
title = "Số ngày"
[messages.withdrawn]
title = "Rút đơn"
role = "registrar"
form = "withdraw"
"""


def files(procedure: str = PROCEDURE, version: str = VERSION) -> dict[str, bytes]:
    return {"procedure.toml": procedure.encode(), "version.toml": version.encode()}


@pytest.fixture
def workflows(tmp_path):
    folder = tmp_path / "x"
    for name in ("2026-07-01", "2012-07-01"):
        version = folder / name
        version.mkdir(parents=True)
        (version / "version.toml").write_text(VERSION.replace("2026-07-01", name), "utf-8")
        (version / "process.bpmn").write_bytes(b"<a/>")
        (version / "README.md").write_text("not a part", "utf-8")
    (folder / "procedure.toml").write_text(PROCEDURE, "utf-8")
    (tmp_path / "deadlines").mkdir()
    (tmp_path / "deadlines" / "complaint.dmn").write_bytes(b"<a/>")
    return tmp_path


class TestFindBundles:
    def test_finds_every_version_by_date(self, workflows):
        dates = [bundle.effective_from for bundle in find_bundles(workflows)]
        assert dates == [date(2012, 7, 1), date(2026, 7, 1)]

    def test_a_bundle_holds_its_own_files_and_the_procedure(self, workflows):
        bundle = find_bundles(workflows)[0]
        assert sorted(bundle.files) == ["procedure.toml", "process.bpmn", "version.toml"]

    def test_a_folder_is_named_by_the_date_inside(self, workflows):
        (workflows / "x/2012-07-01").rename(workflows / "x/2012-08-01")
        with pytest.raises(DeclarationError, match="effective_from"):
            find_bundles(workflows)

    def test_a_folder_is_named_by_a_date(self, workflows):
        (workflows / "x/2012-07-01").rename(workflows / "x/draft")
        with pytest.raises(DeclarationError, match="ngày hiệu lực"):
            find_bundles(workflows)

    def test_a_procedure_is_named_by_its_folder(self, workflows):
        (workflows / "x").rename(workflows / "y")
        with pytest.raises(DeclarationError, match="code"):
            find_bundles(workflows)

    def test_a_version_has_a_main_diagram(self, workflows):
        (workflows / "x/2012-07-01/process.bpmn").unlink()
        with pytest.raises(DeclarationError, match=r"process\.bpmn"):
            find_bundles(workflows)


class TestReadInfo:
    def test_reads_every_key(self):
        info = read_info(files())
        assert (info.code, info.case_code, info.intake_step) == ("x", "KN", "register")
        assert info.effective_from == date(2026, 7, 1)
        assert info.terms == ("kn1_accept",)
        assert info.facts["handling"].codes == ("accept", "refuse")
        assert info.messages["withdrawn"].form == "withdraw"

    def test_of_one_kind_begins_with_one_step(self):
        info = read_info(files())
        assert info.intake_steps == {"complaint": "register"}
        assert info.first_steps == {"register"}

    def test_of_several_kinds_names_the_first_step_of_each(self):
        info = read_info(files(OF_SEVERAL_KINDS))
        assert info.intake_steps == {"complaint": "register", "mixed": "register_unsorted"}
        assert info.first_steps == {"register", "register_unsorted"}
        assert (info.kind, info.intake_step) == ("", "")

    @pytest.mark.parametrize(
        ("said", "wrong"),
        [
            ("intake = true\n", ""),
            ("intake = true", 'intake = true\nkind = "complaint"'),
            ("intake = true", 'intake = true\nintake_step = "register"'),
            ('"register"', "1"),
        ],
    )
    def test_of_several_kinds_says_nothing_of_a_single_one(self, said, wrong):
        with pytest.raises(DeclarationError, match="intake_steps"):
            read_info(files(OF_SEVERAL_KINDS.replace(said, wrong, 1)))

    def test_a_procedure_without_intake_needs_no_intake_step(self):
        text = PROCEDURE.replace('intake = true\nintake_step = "register"\n', "")
        assert not read_info(files(procedure=text)).intake

    @pytest.mark.parametrize(
        ("procedure", "version"),
        [
            (PROCEDURE.replace('code = "x"', ""), VERSION),
            (PROCEDURE.replace("true", '"yes"'), VERSION),
            (PROCEDURE + 'kin = "x"', VERSION),
            (PROCEDURE + "===", VERSION),
            (PROCEDURE, VERSION.replace("2026-07-01", '"2026-07-01"')),
            (PROCEDURE, VERSION.replace('["kn1_accept"]', "[1]")),
            (PROCEDURE, VERSION.replace('"int"', '"float"')),
            (PROCEDURE, VERSION.replace('codes = ["accept", "refuse"]', "")),
            (PROCEDURE, VERSION.replace('type = "int"', 'type = "int"\ncodes = ["a"]')),
            (PROCEDURE, VERSION.replace("facts.days", "facts._days")),
            (PROCEDURE, VERSION.replace("facts.days", 'facts."a b"')),
            (PROCEDURE, VERSION.replace('role = "registrar"', "")),
            (PROCEDURE, VERSION.replace('title = "Số ngày"', 'title = "Số ngày"\nunit = "x"')),
        ],
        ids=range(13),
    )
    def test_refuses_what_is_missing_misspelt_or_of_another_type(self, procedure, version):
        with pytest.raises(DeclarationError, match="toml"):
            read_info(files(procedure, version))

    def test_refuses_a_missing_file(self):
        with pytest.raises(DeclarationError, match=r"version\.toml"):
            read_info({"procedure.toml": PROCEDURE.encode()})


def fact(kind: str, *codes: str) -> FactDeclaration:
    return FactDeclaration("f", kind, codes, "Tên")


class TestFactDeclaration:
    @pytest.mark.parametrize(
        ("declaration", "value"),
        [
            (fact("code", "a", "b"), "a"),
            (fact("bool"), False),
            (fact("int"), 0),
            (fact("date"), "2026-07-01"),
            (fact("date"), None),
            (fact("code", "a"), None),
        ],
    )
    def test_accepts(self, declaration, value):
        declaration.check(value)

    @pytest.mark.parametrize(
        ("declaration", "value"),
        [
            (fact("code", "a", "b"), "c"),
            (fact("code", "a"), 1),
            (fact("bool"), 1),
            (fact("bool"), "True"),
            (fact("int"), True),
            (fact("int"), "1"),
            (fact("date"), "01/07/2026"),
            (fact("date"), "20260701"),
            (fact("date"), "2026-02-30"),
            (fact("date"), 20260701),
        ],
    )
    def test_refuses(self, declaration, value):
        with pytest.raises(FactValueError, match="«f»"):
            declaration.check(value)
        with pytest.raises(ValueError, match="«f»"):
            declaration.check(value)

    def test_facts_are_checked_together(self):
        info = read_info(files())
        info.check_facts({"handling": "accept", "days": None})
        with pytest.raises(UndeclaredFactError, match="other"):
            info.check_facts({"other": 1})
        with pytest.raises(FactValueError, match="days"):
            info.check_facts({"days": "ten"})


ON_CASE = PROCEDURE.replace("intake = true\n", "") + (
    'on_case = true\naction_title = "Tạm đình chỉ"\naction_role = "head"\n'
)


class TestProcedureOnACase:
    def test_is_nothing_that_an_ordinary_procedure_speaks_of(self):
        info = read_info(files())
        assert (info.on_case, info.action_title, info.while_terms) == (False, "", ())

    def test_says_what_it_is_called_and_who_starts_it(self):
        info = read_info(files(ON_CASE + 'while_terms = ["kn1_resolve"]\n'))
        assert (info.on_case, info.action_title, info.action_role) == (True, "Tạm đình chỉ", "head")
        assert (info.while_terms, info.ends_with_parent) == (("kn1_resolve",), False)

    @pytest.mark.parametrize("key", ["action_title", "action_role", "intake_step"])
    def test_is_refused_when_it_leaves_one_out(self, key):
        lines = [line for line in ON_CASE.splitlines() if not line.startswith(key)]
        with pytest.raises(DeclarationError, match="on_case cần"):
            read_info(files("\n".join(lines)))

    def test_cannot_be_started_at_the_counter_too(self):
        with pytest.raises(DeclarationError, match="intake"):
            read_info(files(ON_CASE + "intake = true\n"))

    @pytest.mark.parametrize(
        "line", ['action_title = "x"', 'while_terms = ["kn1_resolve"]', "ends_with_parent = true"]
    )
    def test_alone_has_these_keys(self, line):
        with pytest.raises(DeclarationError, match="on_case"):
            read_info(files(PROCEDURE + line))
