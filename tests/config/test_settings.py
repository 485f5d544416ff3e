"""Settings: what stops the start-up, and what a laptop need not set."""

import stat
from typing import ClassVar

import pytest

from config.mail_server import read_mail_server
from config.settings import MEGABYTE, ROOT, SettingsError, read_settings

PRODUCTION = {
    "DONTHU_ENV": "production",
    "DONTHU_SECRET_KEY": "k" * 40,
    "DONTHU_DATABASE_URL": "postgresql+psycopg://donthu@db/donthu",
    "DONTHU_KEYS": "/elsewhere/keys.json",
    "DONTHU_JOURNAL_KEYS": "/elsewhere/journal-keys",
    "DONTHU_JOURNAL_HEADS": "/elsewhere/journal-heads.jsonl",
    "DONTHU_TRUSTED_PROXIES": "1",
}


@pytest.fixture
def laptop(tmp_path):
    return {"DONTHU_VAR": str(tmp_path / "var")}


class TestALaptop:
    def test_needs_no_settings(self, laptop):
        settings = read_settings(laptop)
        assert (settings.environment, settings.port, settings.https) == ("development", 8000, False)

    def test_keeps_its_database_under_var(self, laptop):
        settings = read_settings(laptop)
        assert settings.database_url == f"sqlite:///{settings.var}/donthu.sqlite3"

    def test_makes_a_secret_key_once(self, laptop):
        first, second = read_settings(laptop), read_settings(laptop)
        assert first.secret_key == second.secret_key
        assert len(first.secret_key) >= 32

    def test_keeps_the_secret_key_for_its_owner_only(self, laptop):
        kept = read_settings(laptop).var / "secret-key"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    def test_finds_the_data_beside_the_code(self, laptop):
        settings = read_settings(laptop)
        assert settings.holidays == ROOT / "config" / "holidays"
        assert (settings.workflows / "deadlines").is_dir()

    def test_may_be_told_its_port_by_the_usual_variable(self, laptop):
        assert read_settings(laptop | {"PORT": "5000"}).port == 5000
        assert read_settings(laptop | {"PORT": "5000", "DONTHU_PORT": "6000"}).port == 6000

    def test_reads_megabytes_as_bytes(self, laptop):
        assert read_settings(laptop | {"DONTHU_UPLOAD_MB": "3"}).upload_bytes == 3 * MEGABYTE

    def test_stands_behind_no_proxy(self, laptop):
        assert read_settings(laptop).trusted_proxies == 0
        assert read_settings(laptop | {"DONTHU_TRUSTED_PROXIES": "0"}).trusted_proxies == 0
        assert read_settings(laptop | {"DONTHU_TRUSTED_PROXIES": "2"}).trusted_proxies == 2

    def test_takes_an_empty_variable_as_not_set(self, laptop):
        assert read_settings(laptop | {"DONTHU_IDLE_MINUTES": " "}).idle_minutes == 30


class TestATestRun:
    def test_writes_nothing_to_disk(self, laptop, tmp_path):
        assert len(read_settings(laptop | {"DONTHU_ENV": "test"}).secret_key) >= 32
        assert not (tmp_path / "var").exists()


class TestProduction:
    def test_starts_with_key_and_database(self):
        assert read_settings(PRODUCTION).https

    @pytest.mark.parametrize(
        "missing",
        [
            "DONTHU_SECRET_KEY",
            "DONTHU_DATABASE_URL",
            "DONTHU_KEYS",
            "DONTHU_JOURNAL_KEYS",
            "DONTHU_JOURNAL_HEADS",
            "DONTHU_TRUSTED_PROXIES",
        ],
    )
    def test_says_what_to_set(self, missing):
        with pytest.raises(SettingsError, match=missing):
            read_settings(PRODUCTION | {missing: ""})

    def test_refuses_a_short_key(self):
        with pytest.raises(SettingsError, match="32"):
            read_settings(PRODUCTION | {"DONTHU_SECRET_KEY": "short"})

    def test_refuses_to_run_without_https(self):
        with pytest.raises(SettingsError, match="DONTHU_HTTPS=1"):
            read_settings(PRODUCTION | {"DONTHU_HTTPS": "0"})

    def test_makes_no_key_of_its_own(self, tmp_path):
        environ = PRODUCTION | {"DONTHU_SECRET_KEY": "", "DONTHU_VAR": str(tmp_path)}
        with pytest.raises(SettingsError):
            read_settings(environ)
        assert not list(tmp_path.iterdir())


class TestBadValues:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("DONTHU_ENV", "staging"),
            ("DONTHU_PORT", "0"),
            ("DONTHU_PORT", "70000"),
            ("DONTHU_HTTPS", "yes"),
            ("DONTHU_DRAFT_DAYS", "bảy"),
            ("DONTHU_UPLOAD_MB", "-1"),
            ("DONTHU_LOG_LEVEL", "loud"),
            ("DONTHU_TRUSTED_PROXIES", "nginx"),
            ("DONTHU_TRUSTED_PROXIES", "-1"),
        ],
    )
    def test_are_refused_by_name(self, laptop, name, value):
        with pytest.raises(SettingsError, match=name):
            read_settings(laptop | {name: value})

    def test_are_reported_all_at_once(self, laptop):
        with pytest.raises(SettingsError) as refused:
            read_settings(laptop | {"DONTHU_PORT": "x", "DONTHU_HTTPS": "x"})
        assert len(refused.value.problems) == 2


class TestPaths:
    def test_do_not_depend_on_the_working_folder(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        settings = read_settings({"DONTHU_ENV": "test"})
        assert settings.var == tmp_path / "var"
        assert settings.workflows.is_absolute()


class TestSecrets:
    def test_do_not_show_in_a_printed_settings_object(self):
        shown = repr(read_settings(PRODUCTION))
        assert "k" * 40 not in shown
        assert "postgresql" not in shown


class TestTheDocumentation:
    def test_lists_every_variable_that_is_read(self):
        asked = set()
        with pytest.raises(SettingsError):
            read_settings(_Recorder(asked, {"DONTHU_ENV": "production"}))
        page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
        assert {name for name in asked if f"`{name}`" not in page} == set()


class _Recorder(dict):
    def __init__(self, asked, values):
        super().__init__(values)
        self._asked = asked

    def get(self, name, default=None):
        self._asked.add(name)
        return super().get(name, default)


class TestMail:
    def test_is_not_sent_unless_a_server_is_set(self, laptop):
        assert read_settings(laptop).mail_server is None

    def test_needs_an_address_it_comes_from(self, laptop):
        with pytest.raises(SettingsError, match="DONTHU_MAIL_FROM"):
            read_settings(laptop | {"DONTHU_SMTP_URL": "smtp://mail.example"})

    def test_goes_to_the_server_that_is_set(self, laptop):
        mail = {"DONTHU_SMTP_URL": "smtp://mail.example:587", "DONTHU_MAIL_FROM": "a@mail.example"}
        server = read_settings(laptop | mail).mail_server
        assert (server.host, server.port, server.is_encrypted) == ("mail.example", 587, False)

    @pytest.mark.parametrize(
        "address",
        [
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://h:x",
            "smtp://h/folder",
            "smtp://a:mật@h",
        ],
    )
    def test_refuses_an_address_of_another_kind(self, laptop, address):
        with pytest.raises(SettingsError, match="DONTHU_SMTP_URL"):
            read_settings(laptop | {"DONTHU_SMTP_URL": address})

    def test_repeats_no_password(self, laptop):
        wrong = {"DONTHU_SMTP_URL": "smtp://user:geheim@host/folder"}
        with pytest.raises(SettingsError) as refused:
            read_settings(laptop | wrong)
        assert "geheim" not in str(refused.value)
        right = {"DONTHU_SMTP_URL": "smtps://user:geheim@host", "DONTHU_MAIL_FROM": "a@host"}
        assert "geheim" not in repr(read_settings(laptop | right))


class TestAMailServer:
    def test_has_the_usual_port_of_its_kind(self):
        assert read_mail_server("smtp://host").port == 25
        assert read_mail_server("smtps://host").port == 465

    def test_may_have_a_name_and_a_password_with_signs(self):
        server = read_mail_server("smtps://don%40thu:p%3Aw%2F%40@host")
        assert (server.user, server.password) == ("don@thu", "p:w/@")


class TestSingleSignOn:
    GIVEN: ClassVar[dict[str, str]] = {
        "DONTHU_OIDC_ISSUER": "https://sso.danang.example/realms/thanh-pho",
        "DONTHU_OIDC_CLIENT_ID": "donthu",
        "DONTHU_OIDC_CLIENT_SECRET": "geheim",
    }

    def test_is_not_there_by_itself(self, laptop):
        assert read_settings(laptop).identity_provider is None

    def test_has_an_issuer_and_what_it_gave_out(self, laptop):
        settings = read_settings(laptop | self.GIVEN)
        assert settings.identity_provider.origin == "https://sso.danang.example"
        assert "geheim" not in repr(settings)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"DONTHU_OIDC_ISSUER": "http://sso.danang.example"},
            {"DONTHU_OIDC_ISSUER": "https://user:geheim@sso.danang.example"},
            {"DONTHU_OIDC_ISSUER": "sso.danang.example"},
            {"DONTHU_OIDC_CLIENT_ID": ""},
            {"DONTHU_OIDC_CLIENT_SECRET": ""},
            {"DONTHU_OIDC_CLIENT_SECRET": "bí mật"},
        ],
    )
    def test_that_is_unsafe_or_incomplete_stops_the_start(self, laptop, wrong):
        with pytest.raises(SettingsError, match=next(iter(wrong))) as refused:
            read_settings(laptop | self.GIVEN | wrong)
        assert "geheim" not in str(refused.value)
