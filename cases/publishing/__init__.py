"""What publishing looks at before a bundle becomes a version."""
