"""Builds the Flask application from its settings."""

from flask import Flask

from app import assets, errors, office_context, security, signed_in
from app.blueprints import account, cases, health, intake, messages, my_work, steps
from app.rendering import environment
from cases.office import Office, open_office
from config.settings import Settings

BLUEPRINTS = (account, cases, health, intake, messages, my_work, steps)


def create_app(settings: Settings, office: Office | None = None) -> Flask:
    """Return a ready application; tests pass their own office."""
    office = office or open_office(settings)
    app = Flask(__name__)
    # The order counts: the office is there before anything asks who is signed in, and a forged
    # request is refused before it reaches the database.
    office_context.install(app, office)
    security.install(app, settings)
    signed_in.install(app)
    errors.install(app)
    assets.install(app)
    environment.install(app, office)
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    return app
