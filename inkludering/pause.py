"""Leave something that does not answer alone for a while, instead of waiting for it each time."""

import time


class Pause:
    """Per process. Begins when a try failed; over after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._over_at = 0.0

    def begin(self) -> None:
        self._over_at = time.monotonic() + self.seconds

    def end(self) -> None:
        self._over_at = 0.0

    @property
    def is_on(self) -> bool:
        return time.monotonic() < self._over_at
