"""What an image needs before it runs: compiled catalogues and collected static files.

No secret and no server is at hand then, so the settings get names that lead nowhere.
"""

import os

import django
from django.core.management import call_command

from scripts.messages import compile_all

NOWHERE = {
    "DEMO": "",
    "SECRET_KEY": "only-while-building",
    "LINK_KEYS": "only-while-building",
    "CHECKIN_KEYS": "only-while-building",
    "NEEDS_KEYS": "only-while-building",
    "PAIR_KEYS": "only-while-building",
    "DATABASE_URL": "postgres://nobody@postgres.invalid/none",
    "REDIS_URL": "redis://redis.invalid/0",
    "BASE_URL": "https://example.invalid",
    "EMAIL_URL": "smtp://smtp.invalid",
    "STATIC_MANIFEST": "1",
    "DJANGO_SETTINGS_MODULE": "inkludering.settings",
}

if __name__ == "__main__":
    os.environ.update(NOWHERE)
    print(f"{compile_all()} catalogues compiled")
    django.setup()
    call_command("collectstatic", interactive=False)
