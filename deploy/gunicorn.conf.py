"""gunicorn, for both ways to run. The numbers come from the environment where they differ."""

import gc
import logging
import os
from pathlib import Path
from typing import Any

from inkludering.logging import ScrubFilter

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # imported once; the workers share what they only read
timeout = 60
graceful_timeout = 25  # under the 30 s a deploy waits
keepalive = 75  # longer than the proxy keeps its own
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - in memory, made private
control_socket_disable = True
accesslog = None  # the site logs its requests itself, without personal data
errorlog = "-"
loglevel = "warning"
forwarded_allow_ips = ""  # the site reads X-Forwarded-* itself, by TRUSTED_PROXIES


def when_ready(server: Any) -> None:
    """Before the workers fork. gunicorn's own lines of trouble may hold a path with somebody's link; and
    what is loaded stays, so the collector need neither look through it nor make it each worker's own."""
    logging.getLogger("gunicorn.error").addFilter(ScrubFilter())
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # a page makes a few thousand objects, nearly all without cycles
