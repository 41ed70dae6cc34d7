"""What the engine refuses.  The caller words it: ``code`` names the sentence, ``params`` fill it."""

Param = int | str | tuple[str, ...]


class GroupingError(ValueError):
    """A room that cannot be mixed, or a plan that does not fit its room.

    ``code`` is stable and machine-readable; ``params`` hold round numbers (from 0), counts and
    person ids, never names.
    """

    def __init__(self, code: str, **params: Param) -> None:
        self.code = code
        self.params = params
        facts = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code}({facts})")
