"""Checks a password where it is kept: here, or in the directory of mail accounts.

Slow on purpose or by nature, so never inside a transaction.
"""

from cases.directory.person import Checked, Verdict
from cases.office import Office
from cases.passwords import is_right


def is_kept_in_directory(office: Office, password_hash: str | None) -> bool:
    """Tell whether the directory knows the password: there is one, and none is kept here."""
    return office.directory is not None and password_hash is None


def check_password(
    office: Office, *, email: str, password_hash: str | None, password: str
) -> Checked:
    """Check a password, also of an address without an account: nobody may learn that from it.

    Args:
        office: The installation.
        email: An official address, as accounts have it.
        password_hash: What is kept here, if anything.
        password: What was typed. An empty one is wrong and asked of nobody.

    Raises:
        DirectoryUnavailableError: The directory should have been asked and is away.
    """
    if not password:
        return Checked(Verdict.WRONG)
    if office.directory is not None and password_hash is None:
        return office.directory.check(email, password)
    return Checked(Verdict.RIGHT if is_right(password_hash, password) else Verdict.WRONG)
