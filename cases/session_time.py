"""How long a session lasts: so long after its last use, and so long after it was opened."""

from datetime import datetime, timedelta

from cases.office import Office

CODE_TIME = timedelta(minutes=5)
"""So long a sign-in waits for its code."""


def idle_time(office: Office) -> timedelta:
    """Return how long a session may lie idle."""
    return timedelta(minutes=office.settings.idle_minutes)


def longest_time(office: Office) -> timedelta:
    """Return how long a session may last at all."""
    return timedelta(hours=office.settings.session_hours)


def runs_out_at(office: Office, *, created_at: datetime, last_seen_at: datetime) -> datetime:
    """Return when a session is over if nobody uses it any more."""
    return min(last_seen_at + idle_time(office), created_at + longest_time(office))
