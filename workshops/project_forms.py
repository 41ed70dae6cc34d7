"""A project, and a coach."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import EventDay
from inkludering.fields import LineField
from inkludering.forms import Form
from participants.models import Registration
from workshops.attending import people_to_choose
from workshops.models import LARGEST_GROUP, SMALLEST_GROUP, Project
from workshops.services.projects import TITLE, ProjectSettings


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """People by name and organisation."""

    def label_from_instance(self, obj: Registration) -> str:
        return ", ".join(part for part in (obj.name, obj.organisation_name) if part)


def _set_people(form: forms.BaseForm, name: str, day: EventDay) -> None:
    cast("forms.ModelChoiceField[Registration]", form.fields[name]).queryset = people_to_choose(day)


def _set_projects(form: forms.BaseForm, name: str, day: EventDay) -> None:
    projects = Project.objects.filter(day=day).open().in_order()
    cast("forms.ModelChoiceField[Project]", form.fields[name]).queryset = projects


class ProjectForm(Form):
    """What is pitched, by whom, and how many may work with it."""

    title = LineField(label=_("Project"), max_length=TITLE)
    summary = LineField(label=_("In one line"), max_length=300, required=False)
    owner = PersonField(
        label=_("Owner"),
        queryset=Registration.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    chairs = forms.IntegerField(
        label=_("Chairs"),
        min_value=SMALLEST_GROUP,
        max_value=LARGEST_GROUP,
        initial=8,
        help_text=_("The owner counts, too."),
    )

    def __init__(self, *args: Any, day: EventDay, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            names = ("title", "summary", "chairs")
            initial = {name: getattr(project, name) for name in names} | {"owner": project.owner_id}
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        _set_people(self, "owner", day)

    def settings(self) -> ProjectSettings:
        return ProjectSettings(**self.cleaned_data)


class CoachForm(Form):
    """Who coaches, and where."""

    registration = PersonField(
        label=pgettext_lazy("workshop", "Coach"),
        queryset=Registration.objects.none(),
        empty_label=_("Choose a person"),
    )
    is_expert = forms.BooleanField(label=_("Expert coach"), required=False)
    project = forms.ModelChoiceField(
        label=_("Project"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("Wherever a coach is needed"),
    )

    def __init__(self, *args: Any, day: EventDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_people(self, "registration", day)
        _set_projects(self, "project", day)
