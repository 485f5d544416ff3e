"""Reads entries of a directory, OpenLDAP's as well as Active Directory's."""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from cases.directory.person import Branch, Person, Verdict

ATTRIBUTES = (
    *("displayName", "cn", "ou", "entryUUID", "objectGUID"),
    *("userAccountControl", "pwdAccountLockedTime", "nsAccountLock"),
)
"""What is asked for, beside the mail address."""
ACCOUNT_DISABLED = 2
"""Bit of ``userAccountControl`` (Active Directory)."""
LOCKED_FOR_GOOD = b"000001010000Z"
"""Value of ``pwdAccountLockedTime`` that only an administrator sets and takes away."""
_AD_ANSWER = re.compile(r"AcceptSecurityContext error, data ([0-9a-f]+)")
_AD_VERDICTS = {
    "532": Verdict.EXPIRED,
    "533": Verdict.DISABLED,
    "701": Verdict.DISABLED,
    "773": Verdict.MUST_CHANGE,
    "775": Verdict.SHUT,
}

Attributes = Mapping[str, Sequence[bytes]]


def read_person(place: str, attributes: Attributes, mail_attribute: str) -> Person:
    """Read an entry; what cannot be read as text counts as missing."""
    values = {name.casefold(): values for name, values in attributes.items()}
    emails = (
        _text(value).strip().casefold() for value in values.get(mail_attribute.casefold(), ())
    )
    guid = values.get("objectguid", ())
    return Person(
        place=place,
        directory_id=guid[0].hex() if guid else _first(values, "entryuuid"),
        emails=tuple(email for email in emails if email),
        full_name=" ".join((_first(values, "displayname") or _first(values, "cn")).split()),
        is_disabled=_is_disabled(values),
    )


def read_branch(place: str, attributes: Attributes) -> Branch:
    """Read an organisational unit."""
    values = {name.casefold(): values for name, values in attributes.items()}
    return Branch(place, _first(values, "displayname") or _first(values, "ou") or place)


def verdict_of_words(words: str) -> Verdict:
    """Read why Active Directory refused a password: it says so in words only."""
    found = _AD_ANSWER.search(words)
    return _AD_VERDICTS.get(found[1], Verdict.WRONG) if found else Verdict.WRONG


def _is_disabled(values: Attributes) -> bool:
    control = _first(values, "useraccountcontrol")
    return (
        (control.isdecimal() and bool(int(control) & ACCOUNT_DISABLED))
        or LOCKED_FOR_GOOD in values.get("pwdaccountlockedtime", ())
        or _first(values, "nsaccountlock").casefold() == "true"
    )


def _first(values: Attributes, name: str) -> str:
    return next((text for value in values.get(name, ()) if (text := _text(value))), "")


def _text(value: bytes) -> str:
    return normalize("NFC", value.decode("utf-8", errors="ignore"))
