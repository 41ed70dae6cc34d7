"""What a container asks itself: ``python -m scripts.healthcheck web|worker|beat``.

web: does it answer? worker: does Celery on this host answer a ping? beat: has it written its
schedule lately (it does so every three minutes)?
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from scripts.console import ROOT

OLDEST_SCHEDULE = 420.0  # seconds


def web() -> bool:
    """The site answers only to its own name, so the question carries it."""
    port = int(os.environ.get("BIND", ":8000").rpartition(":")[2])
    host = urlsplit(os.environ["BASE_URL"]).netloc
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/helse/lever", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


def worker() -> bool:
    name = f"celery@{socket.gethostname()}"
    ping = ["inspect", "ping", "--destination", name, "--timeout", "5"]
    command = [sys.executable, "-m", "celery", "-A", "inkludering.celery:app", *ping]
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


def beat() -> bool:
    files = list(Path(os.environ["BEAT_SCHEDULE"]).parent.glob(f"{Path(os.environ['BEAT_SCHEDULE']).name}*"))
    return any(time.time() - file.stat().st_mtime < OLDEST_SCHEDULE for file in files)


if __name__ == "__main__":
    questions = {"web": web, "worker": worker, "beat": beat}
    sys.exit(0 if questions[sys.argv[1]]() else 1)
