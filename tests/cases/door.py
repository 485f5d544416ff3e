"""Trying to get in."""

from cases.actions.sign_in import sign_in
from cases.office import Office
from cases.refused_sign_in import SignInRefusedError
from cases.sessions import SignedIn


def knock(
    office: Office, email: str, password: str, *, address: str = "10.0.0.5"
) -> SignedIn | str:
    """Try to sign in; return the session, or the reason against it."""
    try:
        return sign_in(office, email=email, password=password, address=address, agent="Firefox")
    except SignInRefusedError as refusal:
        return refusal.reason
