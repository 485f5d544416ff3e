"""A directory of our own for a test run: slapd with people, password rules and encryption."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ldap
import ldap.modlist
from ldap.controls.simple import ManageDSAITControl, RelaxRulesControl

from config.directory_server import DirectoryServer
from tests.certificates import make_certificate

SUFFIX = "dc=thanhpho,dc=example"
PEOPLE = f"ou=people,{SUFFIX}"
READER = f"cn=donthu,{SUFFIX}"
READER_PASSWORD = "đọc danh bạ"
MASTER = f"cn=master,{SUFFIX}"
MASTER_PASSWORD = "only for test runs"
PASSWORD = "mật khẩu thư"
MOST_FAILURES = 3
SECONDS_TO_START = 20.0

CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl'
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID'
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'windowsPerson' SUP top AUXILIARY
  MAY ( userAccountControl $ objectGUID ) )
pidfile {folder}/slapd.pid
TLSCertificateFile {certificate}
TLSCertificateKeyFile {certificate}
TLSVerifyClient never

database mdb
suffix "{suffix}"
directory {folder}/data
dbnosync
rootdn "{master}"
rootpw "{master_password}"
limits * size.soft=100 size.hard=100 size.pr=200 size.prtotal=unlimited
index objectClass,mail,entryUUID eq
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{reader}" read by * none
overlay ppolicy
ppolicy_default "cn=rules,{suffix}"
ppolicy_use_lockout
"""

RULES = {
    "objectClass": ["device", "pwdPolicy"],
    "cn": "rules",
    "pwdAttribute": "userPassword",
    "pwdLockout": "TRUE",
    "pwdLockoutDuration": "600",
    "pwdMaxFailure": str(MOST_FAILURES),
    "pwdMaxAge": "7776000",
    "pwdMustChange": "TRUE",
}


@dataclass
class Slapd:
    """A running server; every test begins with empty branches.

    Attributes:
        folder: Where its data are.
        certificate: Its certificate, which whoever connects must be told to trust.
        port: Where it speaks in the clear, or encrypted when that is asked for.
        encrypted_port: Where it is encrypted from the start.
    """

    folder: Path
    certificate: Path
    port: int
    encrypted_port: int
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def address(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    @property
    def encrypted_address(self) -> str:
        return f"ldaps://127.0.0.1:{self.encrypted_port}"

    def start(self) -> None:
        addresses = f"{self.address} {self.encrypted_address}"
        # Debian confines the server by the place of its program, to folders that are not ours.
        command = [self.folder / "slapd", "-f", self.folder / "slapd.conf", "-h", addresses]
        self._process = subprocess.Popen([*command, "-d", "0"], stderr=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS_TO_START
        while not _is_open(self.encrypted_port):
            assert self._process.poll() is None, "slapd has ended"
            assert time.monotonic() < until, "slapd does not answer"
            time.sleep(0.01)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def begin(self) -> None:
        """Run, with what every test begins with: two empty branches."""
        if not self._process:
            self.start()
        for top in (f"ou=people,{SUFFIX}", f"ou=units,{SUFFIX}"):
            self._delete_under(top)
        self.put(f"ou=people,{SUFFIX}", objectClass="organizationalUnit")
        self.put(f"ou=units,{SUFFIX}", objectClass="organizationalUnit")

    def server(self, **more: Any) -> DirectoryServer:
        """Return how an office is told of this server."""
        usual: dict[str, Any] = {
            "address": self.address,
            "base": SUFFIX,
            "user": READER,
            "password": READER_PASSWORD,
            "authority": self.certificate,
        }
        return DirectoryServer(**(usual | more))

    @property
    def environ(self) -> dict[str, str]:
        """What a program is started with whose office asks this server."""
        return {
            "DONTHU_DIRECTORY_URL": self.address,
            "DONTHU_DIRECTORY_BASE": SUFFIX,
            "DONTHU_DIRECTORY_USER": READER,
            "DONTHU_DIRECTORY_PASSWORD": READER_PASSWORD,
            "DONTHU_DIRECTORY_CA": str(self.certificate),
        }

    def add_person(self, mailbox: str, name: str = "Lê Văn Mẫu", **more: Any) -> str:
        """Add a person with an address of the office; return the entry's name."""
        place = f"uid={mailbox},{more.pop('under', PEOPLE)}"
        values = {
            "objectClass": ["inetOrgPerson", *more.pop("classes", ())],
            "sn": name.split(maxsplit=1)[0],
            "cn": name,
            "mail": f"{mailbox}@danang.gov.vn",
            "userPassword": PASSWORD,
        }
        self.put(place, **(values | more))
        return place

    def put(self, place: str, **values: Any) -> None:
        """Add an entry."""
        with self.as_master() as master:
            master.add_s(place, ldap.modlist.addModlist(_encoded(values)))

    def change(self, place: str, **values: Any) -> None:
        """Give an entry other values; ``None`` takes them away."""
        changes = [(ldap.MOD_REPLACE, name, value) for name, value in _encoded(values).items()]
        with self.as_master() as master:
            # What the server keeps itself, such as when a password was set, is changed, too.
            master.modify_ext_s(place, changes, [RelaxRulesControl(criticality=True)])

    def remove(self, place: str) -> None:
        """Delete an entry."""
        with self.as_master() as master:
            master.delete_s(place)

    def _delete_under(self, top: str) -> None:
        with self.as_master() as master:
            try:
                found = master.search_s(top, ldap.SCOPE_SUBTREE, attrlist=["1.1"])
            except ldap.NO_SUCH_OBJECT:
                return
            for place in sorted((place for place, _ in found), key=len, reverse=True):
                master.delete_ext_s(place, [ManageDSAITControl()])

    @contextmanager
    def as_master(self) -> Iterator[Any]:
        """Open a connection that may do everything."""
        master = ldap.initialize(self.address)
        master.simple_bind_s(MASTER, MASTER_PASSWORD)
        try:
            yield master
        finally:
            master.unbind_s()


@contextmanager
def running(program: Path) -> Iterator[Slapd]:
    """Run a directory until the block ends."""
    with TemporaryDirectory(prefix="donthu-slapd-") as name:
        folder = Path(name)
        (folder / "data").mkdir()
        shutil.copy(program, folder / "slapd")
        certificate = make_certificate(folder)
        (folder / "slapd.conf").write_text(
            CONFIGURATION.format(
                folder=folder,
                certificate=certificate,
                suffix=SUFFIX,
                master=MASTER,
                master_password=MASTER_PASSWORD,
                reader=READER,
            ),
            encoding="utf-8",
        )
        slapd = Slapd(folder, certificate, _free_port(), _free_port())
        slapd.start()
        try:
            slapd.put(SUFFIX, objectClass=["dcObject", "organization"], o="Thành phố mẫu")
            slapd.put(f"cn=rules,{SUFFIX}", **RULES)
            slapd.put(
                READER,
                objectClass=["organizationalRole", "simpleSecurityObject"],
                userPassword=READER_PASSWORD,
            )
            yield slapd
        finally:
            slapd.stop()


def _encoded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: None
        if value is None
        else [one.encode() for one in ([value] if isinstance(value, str) else value)]
        for name, value in values.items()
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_open(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
