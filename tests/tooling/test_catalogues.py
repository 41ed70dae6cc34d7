"""The catalogue check finds each kind of fault; the compiler agrees with gettext's own."""

import gettext
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from scripts.check_catalogues import check
from scripts.console import ROOT
from scripts.messages import binary, compile_all

HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
VIEW = (
    "from django.utils.translation import gettext as _, ngettext\n"
    '_("Hello %(name)s")\n'
    'ngettext("%(n)s seat", "%(n)s seats", 2)\n'
)
GOOD = (
    '\nmsgid "Hello %(name)s"\nmsgstr "Hei %(name)s"\n'
    '\nmsgid "%(n)s seat"\nmsgid_plural "%(n)s seats"\nmsgstr[0] "en plass"\nmsgstr[1] "%(n)s plasser"\n'
)


def project(root: Path, *, view: str = VIEW, at: str = "events/views.py", **catalogues: str) -> Path:
    (root / at).parent.mkdir(parents=True)
    (root / at).write_text(view)
    for language in ("nb", "nn", "en", "sv", "da"):
        folder = root / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(HEAD + catalogues.get(language, GOOD))
    return root


def test_catalogues_that_are_whole_pass(tmp_path: Path) -> None:
    assert list(check(project(tmp_path))) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgid "Hello %(name)s"', 'msgid "Other"', "is missing"),
        ('msgstr "Hei %(name)s"', 'msgstr ""', "is missing"),
        ('\nmsgid "Hello', '\n#, fuzzy\nmsgid "Hello', "is marked fuzzy"),
        ("Hei %(name)s", "Hei %(navn)s", "has the placeholders ['%(navn)s'], not ['%(name)s']"),
        ('msgstr[1] "%(n)s plasser"', 'msgstr[1] ""', "is missing"),
        ("%(n)s plasser", "plasser", "has the placeholders [], not ['%(n)s']"),
    ],
)
def test_catalogue_fault_is_found(tmp_path: Path, before: str, after: str, fault: str) -> None:
    broken = GOOD.replace(before, after)
    assert broken != GOOD

    (found,) = check(project(tmp_path, sv=broken))

    assert found.startswith("sv: events/views.py:")
    assert found.endswith(fault)


@pytest.mark.parametrize(("language", "faults"), [("sv", 0), ("da", 0), ("nb", 2), ("nn", 2), ("en", 2)])
def test_back_office_may_lack_swedish_and_danish_only(tmp_path: Path, language: str, faults: int) -> None:
    root = project(tmp_path, at="events/management/commands/x.py", **{language: ""})

    assert len(list(check(root))) == faults


def test_catalogue_command_fails_on_a_planted_fault(tmp_path: Path) -> None:
    project(tmp_path, nb="")

    command = [sys.executable, "-m", "scripts.check_catalogues", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "2 faults in the catalogues")


def compiled(content: bytes) -> dict[object, str]:
    return vars(gettext.GNUTranslations(BytesIO(content)))["_catalog"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("catalogue", sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")), ids=str)
def test_compiler_agrees_with_msgfmt(catalogue: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.mo"
    subprocess.run(["msgfmt", "-o", target, catalogue], check=True)

    assert compiled(binary(catalogue)) == compiled(target.read_bytes())


def test_compiler_reads_all_of_the_format(tmp_path: Path) -> None:
    source, target = tmp_path / "x.po", tmp_path / "x.mo"
    source.write_text(
        HEAD + '\n#: a.py:1\n#| msgid "Old"\nmsgctxt "verb"\nmsgid "a \\"b\\"\\n"\n"c"\nmsgstr "å\\t"\n"ø"\n'
        '\n#, fuzzy\nmsgid "unsure"\nmsgstr "usikker"\n\nmsgid "empty"\nmsgstr ""\n'
        '\n#~ msgid "gone"\n#~ msgstr "borte"\n' + GOOD
    )
    subprocess.run(["msgfmt", "-o", target, source], check=True)

    assert compiled(binary(source)) == compiled(target.read_bytes())


def test_compile_all_writes_only_what_changed(tmp_path: Path) -> None:
    root = project(tmp_path)

    assert compile_all(root / "locale") == 5
    assert compile_all(root / "locale") == 0
