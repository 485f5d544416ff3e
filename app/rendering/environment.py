"""What every template may use: filters, words and the facts of the frame around the page."""

from typing import Any

from flask import Flask
from flask_login import current_user
from jinja2 import StrictUndefined

from app.office_context import reading
from app.rendering import (
    citations,
    dates,
    due,
    field_attributes,
    pictures,
    session_words,
    words,
)
from app.secrecy_asked import level_in_address
from app.signed_in import time_left
from app.typed_petition import compared_fields
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.masking import masked_numbers
from cases.queries.rail import Rail, rail
from cases.secrecy import LEVELS, SHOWN_TITLE
from forms.number_reader import write_number

FILTERS = {
    "date": dates.full_date,
    "short_date": dates.short_date,
    "weekday_date": dates.weekday_date,
    "time": dates.clock_time,
    "instant": dates.full_instant,
    "file_size": dates.file_size,
    "count": dates.count,
    "due_text": due.due_text,
    "provisional_text": due.provisional_text,
    "working_days_text": due.working_days_text,
    "browser": session_words.browser_words,
    "sign_in_way": session_words.way_words,
    "session_end": session_words.end_words,
    "joined": words.joined,
    "unbroken": citations.unbroken,
    "lower_first": words.lower_first,
    "masked_numbers": masked_numbers,
    "number": write_number,
    "own_size": pictures.own_size,
}


def install(app: Flask, office: Office) -> None:
    """Prepare the template environment of ``app``."""
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.undefined = StrictUndefined
    environment.filters.update(FILTERS)
    environment.filters["role_title"] = lambda unit_id, role: words.role_title_in(
        current_user.actor if current_user.is_authenticated else None, office, unit_id, role
    )
    environment.filters["saved_time"] = lambda instant: dates.saved_time(
        instant, office.clock.today()
    )
    environment.globals.update(
        compared_fields=compared_fields,
        described=field_attributes.described,
        invalid=field_attributes.invalid,
        level_in_address=level_in_address,
        may_set_codes=lambda actor: allows(Permission.SECOND_FACTOR_SET, actor, Target()),
        part_hints=field_attributes.part_hints,
        party_title=words.party_title,
        secrecy_levels=LEVELS,
        secret_title=SHOWN_TITLE,
        session_time_left=time_left,
        title_in=words.title_in,
        words=words,
        office=office,
        settings=office.settings,
    )

    @app.context_processor
    def describe_frame() -> dict[str, Any]:
        actor = current_user.actor if current_user.is_authenticated else None
        return {
            "me": actor,
            "my_unit": words.unit_names(actor) if actor else "",
            "my_role": words.role_titles(actor, office) if actor else "",
            "today": office.clock.today(),
            "now": office.clock.now(),
            "is_clock_moved": getattr(office.clock, "is_moved", False),
            "rail": _rail,
        }

    def _rail() -> Rail:
        with reading() as tx:
            return rail(tx, office, current_user.actor)
