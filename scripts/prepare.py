"""Makes the embedded database ready: tables, cache table, and demo data the first time."""

import os
import sys

import django
from django.core.management import call_command


def main(*, fresh: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inkludering.settings")
    django.setup()
    if fresh:
        print("Making the database and its demo data …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("demo", "--if-empty")


if __name__ == "__main__":
    main(fresh="--fresh" in sys.argv)
