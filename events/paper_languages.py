"""The language of each paragraph in a tagged PDF. WeasyPrint 70 writes only that of the whole document.

Runs in the process that draws, so it imports nothing of Django.
"""

from collections.abc import Iterator
from typing import Any

import pydyf


def write_languages(document: Any, pdf: Any) -> None:
    """A finisher for ``render_pdf``: give the ``<p lang>`` of the page to its structure element.

    Both lists are in reading order, one element for each paragraph. Should a new WeasyPrint count
    otherwise, nothing is written: a missing language is better than a wrong one.
    """
    paragraphs = [box for page in document.pages for box in _paragraphs(page._page_box)]  # noqa: SLF001
    elements = [one for one in pdf.objects if _is_paragraph(one)]
    if len(paragraphs) != len(elements):
        return
    for box, element in zip(paragraphs, elements, strict=True):
        if language := box.element.get("lang"):
            element["Lang"] = pydyf.String(language)


def _paragraphs(box: Any) -> Iterator[Any]:
    """The boxes that became structure elements: lines and runs of text carry the tag of their element too."""
    box = getattr(box, "_box", box)  # an absolute box stands behind a placeholder
    if box.element is not None and box.element_tag == "p" and type(box).__name__ == "BlockBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from _paragraphs(child)


def _is_paragraph(one: Any) -> bool:
    """A structure element of a ``<p>``; the runs of text inside it are numbers, not references."""
    if not isinstance(one, dict) or one.get("S") != "/P":
        return False
    return not any(isinstance(kid, int) for kid in one["K"])
