"""Fetch the front-end files we ship from their npm packages, and prove that they are unchanged.

``python scripts/vendor.py``          fetches every package again (needs npm) and rewrites VERSIONS.json
``python scripts/vendor.py --check``  compares the files with the checksums in VERSIONS.json, offline

Node is needed here only: never by the running site, the tests or the image.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
VERSIONS = VENDOR / "VERSIONS.json"
ICON_LIST = ROOT / "scripts" / "icons.txt"

# A source map comment names a file we do not ship; the manifest storage would stop at it.
SOURCE_MAP = re.compile(rb"\s*(?://|/\*)# sourceMappingURL=[^\n]*?(?:\*/)?\s*$")


@dataclass(frozen=True)
class Package:
    """One npm package; ``files`` maps a path in it to a path under the repository."""

    name: str
    version: str
    licence: str
    files: dict[str, str] = field(default_factory=dict)


def _fonts(folder: str, pattern: str) -> dict[str, str]:
    """The three subsets that carry every name we have met, and the licence."""
    names = [pattern.format(subset) for subset in ("latin", "latin-ext", "vietnamese")]
    found = {f"files/{name}": f"static/vendor/{folder}/files/{name}" for name in names}
    return found | {"LICENSE": f"static/vendor/{folder}/LICENSE"}


PACKAGES = [
    Package(
        "@digdir/designsystemet-css",
        "1.22.0",
        "MIT",
        {
            "dist/src/index.css": "static/vendor/designsystemet/designsystemet.css",
            "LICENSE": "static/vendor/designsystemet/LICENSE",
        },
    ),
    Package(
        "@digdir/designsystemet-web",
        "1.22.0",
        "MIT",
        {"dist/umd/index.js": "static/vendor/designsystemet/designsystemet-web.js"},
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        _fonts("inter", "inter-{}-wght-normal.woff2"),
    ),
    Package(
        "@fontsource/alegreya-sans",
        "5.3.0",
        "OFL-1.1",
        _fonts("alegreya-sans", "alegreya-sans-{}-800-normal.woff2"),
    ),
    Package(
        "inter-ui",
        "4.1.1",
        "OFL-1.1",
        {
            "variable/InterVariable.woff2": "static/vendor/inter-ui/InterVariable.woff2",
            "LICENSE.txt": "static/vendor/inter-ui/LICENSE",
        },
    ),
    Package(
        "zxing-wasm",
        "3.1.4",
        "MIT",
        {
            "dist/iife/reader/index.js": "static/vendor/zxing/zxing.js",
            "dist/reader/zxing_reader.wasm": "static/vendor/zxing/zxing_reader.wasm",
            "LICENSE": "static/vendor/zxing/LICENSE",
        },
    ),
    Package("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": "tests/vendor/axe.min.js"}),
]
ICONS = Package("@navikt/aksel-icons", "8.16.2", "MIT")
SPRITE = "static/vendor/icons.svg"


def icon_names() -> dict[str, str]:
    """Our id for each icon in the sprite, and the name of its file in the icon package."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(package: Package, folder: Path) -> Path:
    """Fetch one package through npm and return the folder that holds its contents."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder)]
    done = subprocess.run(
        [*command, f"{package.name}@{package.version}"], check=True, capture_output=True, text=True
    )
    target = folder / done.stdout.split()[-1].removesuffix(".tgz")
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def copy_files(package: Package, source: Path) -> list[str]:
    for inside, ours in package.files.items():
        content = (source / inside).read_bytes()
        if ours.endswith((".js", ".css")):
            content = SOURCE_MAP.sub(b"", content).rstrip() + b"\n"
        target = ROOT / ours
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return list(package.files.values())


def build_sprite(source: Path) -> list[str]:
    """One file with a symbol per icon, drawn in the colour of the text around it."""
    symbols = []
    for ours, theirs in sorted(icon_names().items()):
        drawing = (source / "dist" / "svg" / f"{theirs}.svg").read_text(encoding="utf-8")
        inner = re.sub(r"</?svg[^>]*>", "", drawing).replace('fill="currentColor"', "")
        inner = re.sub(r"\s+/>", "/>", " ".join(inner.split()))
        symbols.append(f'<symbol id="{ours}" viewBox="0 0 24 24">{inner}</symbol>')
    body = "\n".join(symbols)
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'
    (ROOT / SPRITE).write_text(sprite, encoding="utf-8")
    return [SPRITE]


def fetch() -> None:
    """Fetch everything and write down what came."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    entries = []
    with tempfile.TemporaryDirectory() as folder:
        for package in [*PACKAGES, ICONS]:
            source = unpack(package, Path(folder))
            written = build_sprite(source) if package is ICONS else copy_files(package, source)
            entries.append(
                {
                    "package": package.name,
                    "version": package.version,
                    "licence": package.licence,
                    "files": {name: sha256(ROOT / name) for name in sorted(written)},
                }
            )
    VERSIONS.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def problems() -> list[str]:
    """What differs from VERSIONS.json: a missing, changed or unlisted file."""
    entries = json.loads(VERSIONS.read_text(encoding="utf-8"))
    listed = {name: digest for entry in entries for name, digest in entry["files"].items()}
    found = []
    for name, digest in listed.items():
        path = ROOT / name
        if not path.exists():
            found.append(f"{name} is missing")
        elif sha256(path) != digest:
            found.append(f"{name} is not the file that was fetched")
    present = {str(p.relative_to(ROOT)) for p in VENDOR.rglob("*") if p.is_file()}
    unlisted = present - set(listed) - {str(VERSIONS.relative_to(ROOT))}
    return found + [f"{name} is not in VERSIONS.json" for name in sorted(unlisted)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="only compare checksums, offline")
    if not parser.parse_args().check:
        fetch()
    found = problems()
    print("\n".join(found) or "The vendored files are as fetched.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
