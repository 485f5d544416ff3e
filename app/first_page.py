"""Where somebody's work is: the page that each role begins with."""

from cases.actor import Actor
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere

FIRST_PAGES = (
    (Permission.UNIT_OVERSEE, "today.show"),
    (Permission.UNIT_PENDING_READ, "my_work.show"),
    (Permission.ACCOUNTS_MANAGE, "accounts.show_all"),
    (Permission.CALENDAR_EDIT, "calendar.show"),
    (Permission.TROUBLE_HANDLE, "trouble.show"),
    (Permission.CASE_LOOK_UP, "search.show"),
)
"""The first that a person has decides; who has none begins with the own tasks, which say why there
are none.
"""


def first_page(actor: Actor) -> str:
    """Return the endpoint of the page that the person begins with."""
    found = (page for permission, page in FIRST_PAGES if may_somewhere(permission, actor))
    return next(found, "my_work.show")
