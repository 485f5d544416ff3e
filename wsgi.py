"""WSGI entry point for a production server, for example ``gunicorn wsgi:application``."""

import os

from app.factory import create_app
from cases.key_rotation.check import check_keys
from cases.office import open_office
from config.logging import configure_logging
from config.settings import read_settings

settings = read_settings(os.environ)
configure_logging(settings)
office = open_office(settings)
check_keys(office)
application = create_app(settings, office)
