"""What ``manage.py check`` refuses: settings that would sell a seat twice or open the house."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

SQLITE = "django.db.backends.sqlite3"
LOCAL_NAMES = ("localhost", ".localhost", ".local", ".test", ".internal", ".home.arpa")


@checks.register(checks.Tags.database, checks.Tags.compatibility)
def sqlite_takes_its_lock_first(**_: Any) -> list[checks.CheckMessage]:
    """On SQLite a row lock does nothing: only IMMEDIATE transactions keep seats from being given
    twice, and without them most requests fail under load with "database is locked"."""
    found: list[checks.CheckMessage] = []
    for alias, config in settings.DATABASES.items():
        if config["ENGINE"] != SQLITE:
            continue
        options = config.get("OPTIONS", {})
        if str(options.get("transaction_mode", "")).upper() != "IMMEDIATE":
            hint = 'Set OPTIONS["transaction_mode"] = "IMMEDIATE".'
            text = f"The SQLite database {alias!r} does not take its lock first."
            found.append(checks.Error(text, hint=hint, id="inkludering.E001"))
        if float(options.get("timeout", 5)) < 20:
            hint = 'Set OPTIONS["timeout"] to 20 or more.'
            text = f"The SQLite database {alias!r} gives up waiting too soon."
            found.append(checks.Warning(text, hint=hint, id="inkludering.W001"))
    return found


@checks.register(checks.Tags.security)
def demo_stays_at_home(**_: Any) -> list[checks.CheckMessage]:
    """DEMO signs anybody in with one click, so it answers only on this machine or a local net."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not settings.DEMO or _is_local(host):
        return []
    hint = "Unset DEMO, or set BASE_URL to an address of a local network."
    text = "DEMO=1 with a public address: anybody could sign in as administrator."
    return [checks.Error(text, hint=hint, id="inkludering.E002")]


@checks.register(checks.Tags.security, deploy=True)
def demo_is_never_deployed(**_: Any) -> list[checks.CheckMessage]:
    if settings.DEMO:
        return [checks.Error("DEMO=1 is not for a deployed site.", id="inkludering.E003")]
    return []


@checks.register(checks.Tags.security)
def mailbox_only_in_demo(**_: Any) -> list[checks.CheckMessage]:
    """Mails kept in a folder that anybody may read belong in DEMO alone."""
    if settings.EMAIL_BACKEND.startswith("inkludering.mailbox") and not settings.DEMO:
        return [checks.Error("The mailbox backend needs DEMO=1.", id="inkludering.E004")]
    return []


@checks.register(checks.Tags.security)
def keys_are_long_and_apart(**_: Any) -> list[checks.CheckMessage]:
    """One key per purpose, so that no token of one kind opens another."""
    keys = [settings.SECRET_KEY, *settings.LINK_KEYS, *settings.CHECKIN_KEYS, *settings.NEEDS_KEYS]
    keys += settings.PAIR_KEYS
    found: list[checks.CheckMessage] = []
    if min(map(len, keys)) < 32:
        text = (
            "SECRET_KEY, LINK_KEYS, CHECKIN_KEYS, NEEDS_KEYS and PAIR_KEYS need 32 characters or more each."
        )
        found.append(checks.Error(text, id="inkludering.E005"))
    if len(set(keys)) < len(keys):
        text = "SECRET_KEY, LINK_KEYS, CHECKIN_KEYS, NEEDS_KEYS and PAIR_KEYS must all differ."
        found.append(checks.Error(text, id="inkludering.E006"))
    return found


def _is_local(host: str) -> bool:
    if any(host == name.lstrip(".") or host.endswith(name) for name in LOCAL_NAMES):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host  # a machine's bare name
