"""WSGI entry point for a production server, for example ``gunicorn wsgi:application``."""

import os

from app.factory import create_app
from config.settings import read_settings

application = create_app(read_settings(os.environ))
