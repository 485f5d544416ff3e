"""WSGI entry point for a production server, for example ``gunicorn wsgi:application``."""

import os

from app.factory import create_app
from config.logging import configure_logging
from config.settings import read_settings

settings = read_settings(os.environ)
configure_logging(settings)
application = create_app(settings)
