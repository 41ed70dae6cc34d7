"""A bounded load on 127.0.0.1, and what it cost the server: CPU of its whole process group."""

import http.client
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


class Browser:
    """One keep-alive connection with its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Sequence[tuple[str, str]], **headers: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), kind | headers)

    def post_json(self, path: str, body: bytes, **headers: str) -> Answer:
        return self._ask("POST", path, body, {"Content-Type": "application/json"} | headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": f"localhost:{self.port}", "Cookie": cookie} | headers
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, dict(answer.headers))


def group_cpu(leader: int) -> float:
    """Seconds of CPU that a process group has used so far."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def group_memory(leader: int) -> float:
    """Megabytes (PSS) of the largest process of a group: a web worker."""
    sizes = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            group = int((folder / "stat").read_text().rpartition(") ")[2].split()[2])
            if group == leader:
                rollup = (folder / "smaps_rollup").read_text()
                sizes.append(int(rollup.split("Pss:")[1].split()[0]) / 1024)
        except (OSError, IndexError):
            continue
    return max(sizes)


@dataclass
class Cost:
    """What ``count`` calls cost."""

    count: int
    cpu: float
    wall: float

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / self.count


def measure(leader: int, calls: Sequence[Callable[[], None]], clients: int = 8) -> Cost:
    """Run the calls over ``clients`` threads and read the group's clock before and after."""
    todo = list(calls)
    lock = threading.Lock()
    failed: list[BaseException] = []

    def work() -> None:
        while True:
            with lock:
                if not todo or failed:
                    return
                call = todo.pop()
            try:
                call()
            except BaseException as error:  # noqa: BLE001  # raised again in the main thread
                failed.append(error)

    before, began = group_cpu(leader), time.perf_counter()
    threads = [threading.Thread(target=work) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return Cost(len(calls), group_cpu(leader) - before, time.perf_counter() - began)
