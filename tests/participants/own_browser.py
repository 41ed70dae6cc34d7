"""A Chromium with a profile that outlives it, so that it can be killed in the middle of things."""

import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType

from participants.door import COOKIE_NAME
from scripts import reaper
from tests.services.chromium import FLAGS, executable
from tests.services.processes import wait_until

PORT_FILE = "DevToolsActivePort"


def cookie(token: str, url: str) -> Any:
    """The door's cookie, which a browser keeps when it is closed."""
    return {"name": COOKIE_NAME, "value": token, "url": url, "expires": time.time() + 3600}


class OwnBrowser:
    """``context`` is the profile's own; ``kill`` is ``kill -9``."""

    context: BrowserContext

    def __init__(self, browser_type: BrowserType, profile: Path) -> None:
        self.browser_type, self.profile = browser_type, profile
        self.port_file = profile / PORT_FILE

    def __enter__(self) -> "OwnBrowser":
        self.port_file.unlink(missing_ok=True)
        (self.profile / "SingletonLock").unlink(missing_ok=True)
        wanted = ["--headless=new", "--remote-debugging-port=0", "--lang=nb-NO"]
        wanted.append(f"--user-data-dir={self.profile}")
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            [executable(), *FLAGS, *wanted],
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
        reaper.watch(self.process.pid)
        wait_until(self._listens, seconds=60, what="Chromium to listen")
        port = self.port_file.read_text().split()[0]
        self.context = self.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}").contexts[0]
        return self

    def _listens(self) -> bool:
        return self.port_file.exists() and bool(self.port_file.read_text().strip())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def __exit__(self, *_error: object) -> None:
        self.kill()
        reaper.forget(self.process.pid)
