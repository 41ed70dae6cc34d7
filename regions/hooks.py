"""What higher storeys add to the pages of a region; they register in ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inkludering.navigation import Registry
from regions.models import Organisation, Region


@dataclass(frozen=True)
class Block:
    """A piece of a page: a template and what it shows."""

    template: str
    context: dict[str, Any]


region_blocks: Registry[Callable[[Region], Block | None]] = Registry()
days_held: Registry[Callable[[Region], int]] = Registry()  # days that are over, in this system
after_rename: Registry[Callable[[Region | Organisation], None]] = Registry()  # inside the transaction
