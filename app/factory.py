"""Builds the Flask application from its settings."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

from app import (
    assets,
    blueprints,
    errors,
    identity_provider,
    office_context,
    security,
    signed_in,
    support_visit,
)
from app.rendering import environment
from cases.office import Office, open_office
from config.settings import Settings


def create_app(settings: Settings, office: Office | None = None) -> Flask:
    """Return a ready application; tests pass their own office."""
    office = office or open_office(settings)
    app = Flask(__name__)
    # The order counts: the office is there before anything asks who is signed in, and a forged
    # request is refused before it reaches the database.
    office_context.install(app, office)
    security.install(app, settings)
    signed_in.install(app)
    support_visit.install(app)
    identity_provider.install(app, settings)
    errors.install(app)
    assets.install(app)
    environment.install(app, office)
    for blueprint in find_blueprints():
        app.register_blueprint(blueprint)
    return app


def find_blueprints() -> tuple[Blueprint, ...]:
    """Return the ``bp`` of every module in ``app/blueprints``: a new page is a new file."""
    names = (module.name for module in iter_modules(blueprints.__path__))
    return tuple(import_module(f"{blueprints.__name__}.{name}").bp for name in names)
