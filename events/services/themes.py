"""Themes: written once, used from year to year and region to region."""

from events.models import Theme
from inkludering.text import slugify


def get_or_create_theme(*, name: str, question: str = "", goals: list[int] | None = None) -> Theme:
    """The theme of that name, whatever its capitals; a new one keeps the question and the goals."""
    found = Theme.objects.filter(name__iexact=name).first()
    if found is None:
        new = {"slug": _free_slug(name), "question": question, "goals": sorted(goals or [])}
        return Theme.objects.get_or_create(name=name, defaults=new)[0]
    missing: dict[str, object] = {}
    if question and not found.question:
        missing["question"] = question
    if goals and not found.goals:
        missing["goals"] = sorted(goals)
    if missing:
        for field, value in missing.items():
            setattr(found, field, value)
        found.save(update_fields=list(missing))
    return found


def _free_slug(name: str) -> str:
    base = slugify(name) or "tema"
    taken = set(Theme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbers if slug not in taken)
