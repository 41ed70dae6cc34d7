"""Holds the servers and the folder of one test run and ends them when the run goes away.

Started by ``tests.services_plugin`` as a process of its own. It prints what it holds as one line
of JSON and then waits for its standard input to close. The kernel closes it however the test run
ends — well, by SIGTERM or by SIGKILL — so nothing is ever left behind.
"""

import json
import shutil
import signal
import sys
import tempfile

from tests.services.postgres import Postgres
from tests.services.processes import ServiceError
from tests.services.redis import Redis


def main(*, servers: bool) -> int:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # only the end of the run ends the servers
    started: list[Postgres | Redis] = []
    held = {"folder": tempfile.mkdtemp(prefix="inkl-var-")}
    try:
        if servers:
            started.append(postgres := Postgres())
            started.append(redis := Redis())
            held |= {"database": postgres.url, "redis": redis.url}
        print(json.dumps(held), flush=True)
        sys.stdin.read()
    except ServiceError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    finally:
        for service in reversed(started):
            service.stop()
        shutil.rmtree(held["folder"], ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(servers="--servers" in sys.argv))
