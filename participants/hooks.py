"""What higher storeys add to the pages of this one; they register in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from events.models import Event, EventDay
from inkludering.navigation import Registry
from participants.models import Registration
from participants.own_facts import Part


@dataclass(frozen=True)
class Block:
    """A piece of a page: a template and what it shows."""

    template: str
    context: dict[str, Any]


own_page_blocks: Registry[Callable[[Registration], Block | None]] = Registry()
overview_blocks: Registry[Callable[[Event], Block | None]] = Registry()
# What a higher storey keeps of a person; called inside the transaction that erases a registration, or gives
# its place to somebody else.
after_erasure: Registry[Callable[[Registration], None]] = Registry()
# What a higher storey knows of a person, for their own eyes and to take along.
own_data_parts: Registry[Callable[[Registration], list[Part]]] = Registry()
# Registration id → a short line on the name tag of a day, "Table 4, then 2".
tag_lines: Registry[Callable[[EventDay], dict[int, str]]] = Registry()
