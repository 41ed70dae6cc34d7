"""Where Chromium is, and the flags it needs as root and without a display."""

import shutil
from pathlib import Path
from typing import Any

from tests.services.processes import ServiceError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
# A window of the browser draws its address bar's popups as pages of their own: most of the work of
# each test that opens one. The last list wins, so what Playwright turns off stands here as well.
WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)


def executable() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None) or (str(MAC) if MAC.exists() else None)
    if not found:
        raise ServiceError("Chromium is missing: apt-get install chromium")
    return found


def launch_args(*flags: str) -> dict[str, Any]:
    """What ``browser_type.launch`` takes; ``flags`` are added."""
    return {
        "executable_path": executable(),
        "args": [*FLAGS, f"--disable-features={','.join(WITHOUT)}", *flags],
    }
