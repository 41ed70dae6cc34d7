"""Compiles the catalogues in ``locale/`` without gettext installed; only what has changed.

Reads the part of the PO format that makemessages writes: comments, flags, msgctxt, plurals.
"""

import ast
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.console import ROOT

CONTEXT, PLURAL = "\x04", "\x00"
MAGIC = 0x950412DE
# Ours, and the nynorsk that allauth lacks: an app's own folder comes before allauth's.
FOLDERS = (ROOT / "locale", ROOT / "inkludering" / "accounts" / "locale")


@dataclass
class Entry:
    """One message of a catalogue. ``strings`` has one text, or one for each plural form."""

    msgid: str = ""
    plural: str = ""
    context: str = ""
    strings: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT}{self.msgid}" if self.context else self.msgid


def entries(catalogue: Path) -> Iterator[Entry]:
    """The messages of a ``.po`` or ``.pot`` file, obsolete ones left out."""
    for block in catalogue.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#~")]
        if any(line.startswith("msgid") for line in lines):
            yield parse(lines)


def parse(lines: list[str]) -> Entry:
    entry = Entry()
    texts: dict[str, str] = {}
    keyword = ""
    for line in lines:
        if line.startswith("#:"):
            entry.references += line[2:].split()
        elif line.startswith("#,"):
            entry.is_fuzzy = "fuzzy" in line
        elif not line.startswith("#"):
            word, _, rest = ("", "", line) if line.startswith('"') else line.partition(" ")
            keyword = word or keyword
            texts[keyword] = texts.get(keyword, "") + ast.literal_eval(rest)
    entry.msgid, entry.plural = texts["msgid"], texts.get("msgid_plural", "")
    entry.context = texts.get("msgctxt", "")
    entry.strings = [text for name, text in texts.items() if name.startswith("msgstr")]
    return entry


def binary(catalogue: Path) -> bytes:
    """The ``.mo`` of a catalogue: what is neither empty nor fuzzy, sorted as the format asks."""
    texts: dict[bytes, bytes] = {}
    for entry in entries(catalogue):
        if all(entry.strings) and entry.strings and (not entry.is_fuzzy or not entry.msgid):
            key = f"{entry.key}{PLURAL}{entry.plural}" if entry.plural else entry.key
            texts[key.encode()] = PLURAL.join(entry.strings).encode()
    keys = sorted(texts)
    values = [texts[key] for key in keys]
    start = 28 + 16 * len(keys)
    table, blob = [], b""
    for text in (*keys, *values):
        table += [len(text), start + len(blob)]
        blob += text + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    return head + struct.pack(f"<{len(table)}I", *table) + blob


def compile_all(*folders: Path) -> int:
    """Write each ``.mo`` that is older than its ``.po``; how many there were."""
    written = 0
    found = [path for folder in folders or FOLDERS for path in folder.glob("*/LC_MESSAGES/*.po")]
    for source in sorted(found):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        temporary = target.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(binary(source))
        temporary.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    print(f"{compile_all()} catalogues compiled")
