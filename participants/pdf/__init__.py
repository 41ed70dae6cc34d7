"""Paper for the day, drawn through ``inkludering.pdf``. Reads no database: it is given what to print."""

from participants.pdf.labels import LABELS, OWN, PLAIN, LabelSheet, Measures, own_sheet
from participants.pdf.sheets import (
    POSTER_SIZES,
    Certified,
    Person,
    draw_certificates,
    draw_list,
    draw_people,
    draw_poster,
)
from participants.pdf.tags import Sides, Tag, TagJob, draw_one_tag, draw_tags

__all__ = [
    "LABELS",
    "OWN",
    "PLAIN",
    "POSTER_SIZES",
    "Certified",
    "LabelSheet",
    "Measures",
    "Person",
    "Sides",
    "Tag",
    "TagJob",
    "draw_certificates",
    "draw_list",
    "draw_one_tag",
    "draw_people",
    "draw_poster",
    "draw_tags",
    "own_sheet",
]
