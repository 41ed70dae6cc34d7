"""Reads the environment once; says in plain words what is missing.

``DEMO=1`` is the embedded way to run (a laptop, SQLite, mails kept in a folder). Without it
every secret and address must be given: there is no unsafe production default.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
SECRET_NAMES = ("SECRET_KEY", "LINK_KEYS", "CHECKIN_KEYS", "NEEDS_KEYS", "PAIR_KEYS")
ADDRESS_NAMES = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "EMAIL_URL")

env = environ.Env()


@dataclass(frozen=True)
class Environment:
    """Everything the settings take from outside."""

    demo: bool
    var_dir: Path
    secret_key: str
    link_keys: list[str]
    checkin_keys: list[str]
    needs_keys: list[str]
    pair_keys: list[str]
    base_url: str
    redis_url: str
    email_url: str

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        host = urlsplit(self.base_url).hostname or "localhost"
        local = ["localhost", "127.0.0.1", "[::1]"] if self.demo else []
        return sorted({host, *local, *env.list("ALLOWED_HOSTS", default=[])})


def _generated_secrets(var_dir: Path) -> dict[str, str]:
    """The embedded default's own secrets, made once and kept readable by their owner only."""
    path = var_dir / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in SECRET_NAMES if name not in kept]
    if missing:  # all of them the first time, later those a new release needs
        var_dir.mkdir(parents=True, exist_ok=True)
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_text(json.dumps(kept))
        temporary.replace(path)
        kept = json.loads(path.read_text())
    return kept


def _required(names: tuple[str, ...]) -> None:
    missing = [name for name in names if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(
            f"Set {', '.join(missing)} in the environment, or DEMO=1 to try the system on this machine."
        )


def read() -> Environment:
    """The environment of this process. Raises ``ImproperlyConfigured`` when something is missing."""
    demo = env.bool("DEMO", default=False)
    var_dir = Path(env.str("VAR_DIR", default=str(ROOT / "var"))).resolve()
    if not demo:
        _required(SECRET_NAMES + ADDRESS_NAMES)
    made = _generated_secrets(var_dir) if demo else {}
    secret = {name: env.str(name, default="") or made[name] for name in SECRET_NAMES}
    return Environment(
        demo=demo,
        var_dir=var_dir,
        secret_key=secret["SECRET_KEY"],
        link_keys=secret["LINK_KEYS"].split(","),
        checkin_keys=secret["CHECKIN_KEYS"].split(","),
        needs_keys=secret["NEEDS_KEYS"].split(","),
        pair_keys=secret["PAIR_KEYS"].split(","),
        base_url=env.str("BASE_URL", default="http://localhost:8000").rstrip("/"),
        redis_url=env.str("REDIS_URL", default=""),
        email_url=env.str("EMAIL_URL", default="mailbox:"),
    )
