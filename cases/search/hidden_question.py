"""Lets a question that holds a number of a person travel in an address without being read there.

Addresses are kept: in the history of the browser, in the log of a proxy. What stands there instead
is sealed for the person who asked, and means nothing to anybody else.
"""

from cases.actor import Actor
from cases.office import Office
from cases.sealed.cipher import seal, unseal
from cases.sealed.keys import KeysError
from forms.person_numbers import numbers_in, without_numbers

LONGEST = 2_000


def is_to_be_hidden(text: str) -> bool:
    """Tell whether a question holds a number that may belong to a person."""
    return bool(numbers_in(text)) or without_numbers(text) != text


def hide(office: Office, actor: Actor, text: str) -> str:
    """Return what stands in the address instead of the question."""
    return seal(office.keys, text, _place(actor))


def reveal(office: Office, actor: Actor, hidden: str) -> str:
    """Return the question; empty if it is somebody else's, or of a key that is gone."""
    try:
        return unseal(office.keys, hidden[:LONGEST], _place(actor))
    except KeysError:
        return ""


def _place(actor: Actor) -> str:
    return f"question\n{actor.account_id}"
