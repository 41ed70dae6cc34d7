"""What is kept of a person at the tables, and goes with them: wishes, ties, coaching, a project's words."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from participants.models import Registration
from workshops.models import Coach, Project, Tie, Wish


def forget_person(registration: Registration) -> None:
    """At their own wish, inside the transaction that erases them. Where they sat is still counted."""
    Wish.objects.filter(registration=registration).delete()
    Coach.objects.filter(registration=registration).delete()
    Tie.objects.filter(Q(one=registration) | Q(other=registration)).delete()
    _forget_words(Project.objects.filter(owner=registration))


def forget_projects_of_forgotten() -> int:
    """The words of projects whose owners have been forgotten since. Returns how many; harmless to repeat."""
    return _forget_words(Project.objects.filter(owner__search_text=""))


def _forget_words(projects: Any) -> int:
    """Title and line were written by the owner, and the title may be their name."""
    rows = list(projects)
    for project in rows:
        project.title, project.summary = _("Project %(number)s") % {"number": project.number}, ""
        project.owner = None
        project.save(update_fields=["title", "summary", "owner"])
    return len(rows)
