"""Every setting of an installation, typed, read once at start-up from ``DONTHU_*``."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.directory_server import DirectoryServer, read_directory_server
from config.identity_provider import IdentityProvider, read_identity_provider
from config.mail_server import MailServer
from config.setting_reader import SettingReader

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("development", "test", "production")
LOG_LEVELS = ("debug", "info", "warning", "error")
SHORTEST_SECRET = 32
HIGHEST_PORT = 65_535
LONGEST_REMINDER = 15
LONGEST_SESSION = 7 * 24
OFF, OPTIONAL, REQUIRED = SECOND_FACTOR = ("off", "optional", "required")
LONGEST_VISIT = 12
MEGABYTE = 1024 * 1024

_KEY_OF_TEST_RUNS = "only-for-test-runs-" + "0" * SHORTEST_SECRET


class SettingsError(ValueError):
    """The environment does not describe a working installation.

    Attributes:
        problems: One Vietnamese sentence per problem, saying what to set.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs between a laptop, a test run and the office server.

    Attributes:
        environment: ``development``, ``test`` or ``production``.
        database_url: SQLAlchemy address of the database.
        var: Folder for what the installation writes: database, clock, keys.
        secret_key: Signs session cookies and form tokens.
        keys: File with the keys that encrypt personal data.
        journal_keys: File with the keys that seal the journal.
        journal_heads: File outside the database to which the heads of the sealed journal go.
        erasures: File outside the database that lists what was erased, for restoring a backup.
        host: Address the web server listens on.
        port: Port the web server listens on.
        workflows: Folder with the procedures and term tables.
        forms: Folder with the form definitions.
        holidays: Folder with the calendar files, one per year.
        idle_minutes: A session ends after so long without a request.
        session_hours: A session ends so long after signing in, however busy.
        single_session: Signing in ends the person's other sessions (điểm đ khoản 2 Điều 15 Quy
            chế).
        second_factor: Whether administrators and rule editors give a code beside the password:
            ``off``, ``optional`` (who has set codes up) or ``required``.
        wrong_sign_ins: So many are taken from one network address in a minute, and so many in a
            quarter of an hour before people who are new there have to wait.
        draft_days: An unfinished form is kept so long.
        upload_bytes: Largest file a person may attach.
        log_level: ``debug``, ``info``, ``warning`` or ``error``.
        https: Cookies are sent over HTTPS only.
        trusted_proxies: So many proxies of ours stand in front and say who really asks.
        city: Name of the city as it stands in running text.
        email_domain: Accounts have an address in this domain (khoản 1 Điều 8 Quy chế).
        reminder_days: A step or deadline is due soon so many working days ahead, unless the head of
            the unit has set another number.
        escalation_days: The inspectorate is told of what stays late for so many working days.
        export_rows_at_once: A list of so many rows is handed out at once; a longer one is written
            by the worker.
        export_days: The file of a long list is deleted after so many days.
        directory: Where the office keeps its mail accounts; ``None`` where people have passwords
            of their own here.
        identity_provider: Who vouches for people by single sign-on; ``None`` where nobody does.
        mail_server: Where mail is handed over; ``None`` sends none.
        mail_from: Address that mail comes from.
        support_visit_hours: IT staff may look at the screens of their unit for so long at a time
            (khoản 1 Điều 16 Quy chế).
        support_contact: Whom people turn to who cannot sign in: words for the page, or nothing.
    """

    environment: str
    database_url: str = field(repr=False)
    var: Path
    secret_key: str = field(repr=False)
    keys: Path
    journal_keys: Path
    journal_heads: Path
    erasures: Path
    host: str
    port: int
    workflows: Path
    forms: Path
    holidays: Path
    idle_minutes: int
    session_hours: int
    single_session: bool
    second_factor: str
    wrong_sign_ins: int
    draft_days: int
    upload_bytes: int
    log_level: str
    https: bool
    trusted_proxies: int
    city: str
    email_domain: str
    reminder_days: int
    escalation_days: int
    export_rows_at_once: int
    export_days: int
    directory: DirectoryServer | None
    identity_provider: IdentityProvider | None
    mail_server: MailServer | None
    mail_from: str
    support_visit_hours: int
    support_contact: str

    @property
    def is_production(self) -> bool:
        """Tell whether this installation serves the office."""
        return self.environment == "production"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    In development a secret key is made once and kept in ``<var>/secret-key``.

    Raises:
        SettingsError: Something is missing, malformed or unsafe; the message names
            every problem, not only the first.
    """
    reader = SettingReader(environ)
    environment = reader.choice("DONTHU_ENV", ENVIRONMENTS, "development")
    in_production = environment == "production"
    var = reader.path("DONTHU_VAR", Path("var"))
    settings = Settings(
        environment=environment,
        database_url=reader.text("DONTHU_DATABASE_URL", f"sqlite:///{var / 'donthu.sqlite3'}"),
        var=var,
        secret_key=reader.text("DONTHU_SECRET_KEY", ""),
        keys=reader.path("DONTHU_KEYS", var / "keys" / "keys.json"),
        journal_keys=reader.path("DONTHU_JOURNAL_KEYS", var / "keys" / "journal"),
        journal_heads=reader.path("DONTHU_JOURNAL_HEADS", var / "journal-heads.jsonl"),
        erasures=reader.path("DONTHU_ERASURES", var / "erasures.jsonl"),
        host=reader.text("DONTHU_HOST", "127.0.0.1"),
        port=reader.number(reader.first_set("DONTHU_PORT", "PORT"), 8000, HIGHEST_PORT),
        workflows=reader.path("DONTHU_WORKFLOWS", ROOT / "workflows"),
        forms=reader.path("DONTHU_FORMS", ROOT / "forms" / "definitions"),
        holidays=reader.path("DONTHU_HOLIDAYS", ROOT / "config" / "holidays"),
        idle_minutes=reader.number("DONTHU_IDLE_MINUTES", 30, 24 * 60),
        session_hours=reader.number("DONTHU_SESSION_HOURS", 12, LONGEST_SESSION),
        single_session=reader.yes_no("DONTHU_SINGLE_SESSION", default=False),
        second_factor=reader.choice("DONTHU_SECOND_FACTOR", SECOND_FACTOR, OPTIONAL),
        wrong_sign_ins=reader.number("DONTHU_WRONG_SIGN_INS", 30, 10_000, lowest=10),
        draft_days=reader.number("DONTHU_DRAFT_DAYS", 7, 365),
        upload_bytes=reader.number("DONTHU_UPLOAD_MB", 20, 1024) * MEGABYTE,
        log_level=reader.choice("DONTHU_LOG_LEVEL", LOG_LEVELS, "info"),
        https=reader.yes_no("DONTHU_HTTPS", default=in_production),
        trusted_proxies=reader.number("DONTHU_TRUSTED_PROXIES", 0, 10, lowest=0),
        city=reader.text("DONTHU_CITY", "thành phố Đà Nẵng"),
        email_domain=reader.text("DONTHU_EMAIL_DOMAIN", "danang.gov.vn"),
        reminder_days=reader.number("DONTHU_REMINDER_DAYS", 3, LONGEST_REMINDER),
        escalation_days=reader.number("DONTHU_ESCALATION_DAYS", 3, 60),
        export_rows_at_once=reader.number("DONTHU_EXPORT_ROWS_AT_ONCE", 2000, 100_000),
        export_days=reader.number("DONTHU_EXPORT_DAYS", 3, 30),
        directory=read_directory_server(reader),
        identity_provider=read_identity_provider(reader),
        mail_server=reader.mail_server("DONTHU_SMTP_URL"),
        mail_from=reader.text("DONTHU_MAIL_FROM", ""),
        support_visit_hours=reader.number("DONTHU_SUPPORT_VISIT_HOURS", 2, LONGEST_VISIT),
        support_contact=reader.text("DONTHU_SUPPORT_CONTACT", ""),
    )
    if settings.mail_server and "@" not in settings.mail_from:
        reader.problems.append("Đặt DONTHU_MAIL_FROM là địa chỉ thư mà hệ thống gửi đi.")
    if in_production:
        reader.problems += _unsafe_in_production(settings, environ)
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return settings if settings.secret_key else _with_secret_key(settings)


def _unsafe_in_production(settings: Settings, environ: Mapping[str, str]) -> list[str]:
    problems = []
    if len(settings.secret_key) < SHORTEST_SECRET:
        problems.append(
            f"Đặt DONTHU_SECRET_KEY là chuỗi ngẫu nhiên từ {SHORTEST_SECRET} ký tự trở lên, ví dụ: "
            'python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if not environ.get("DONTHU_DATABASE_URL", "").strip():
        problems.append("Đặt DONTHU_DATABASE_URL là địa chỉ cơ sở dữ liệu của hệ thống chính thức.")
    if not environ.get("DONTHU_KEYS", "").strip():
        problems.append(
            "Đặt DONTHU_KEYS là tệp khóa mã hóa dữ liệu cá nhân, ở ngoài nơi lưu cơ sở dữ liệu và"
            " bản sao lưu. Chưa có tệp này thì chạy: donthu keys new"
        )
    if not environ.get("DONTHU_JOURNAL_KEYS", "").strip():
        problems.append(
            "Đặt DONTHU_JOURNAL_KEYS là tệp khóa niêm phong nhật ký, ở ngoài nơi lưu cơ sở dữ liệu."
        )
    if not environ.get("DONTHU_JOURNAL_HEADS", "").strip():
        problems.append(
            "Đặt DONTHU_JOURNAL_HEADS là tệp ghi đầu chuỗi nhật ký, ở ngoài nơi lưu cơ sở dữ liệu."
        )
    if not environ.get("DONTHU_TRUSTED_PROXIES", "").strip():
        problems.append(
            "Đặt DONTHU_TRUSTED_PROXIES là số máy chủ trung gian (proxy) của cơ quan đứng trước hệ"
            " thống, thường là 1: thiếu số này thì mọi người bị coi là vào từ cùng một địa chỉ."
        )
    if not settings.https:
        problems.append("Đặt DONTHU_HTTPS=1: hệ thống chính thức chỉ chạy sau HTTPS.")
    return problems


def _with_secret_key(settings: Settings) -> Settings:
    key = _KEY_OF_TEST_RUNS if settings.environment == "test" else _kept_key(settings.var)
    values = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    return Settings(**(values | {"secret_key": key}))


def _kept_key(var: Path) -> str:
    path = var / "secret-key"
    var.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key := secrets.token_urlsafe(48))
    return key
