"""What is known of a person at the tables, for their own eyes: chairs, moves, ties, projects, wishes."""

from django.db.models import Q
from django.utils.translation import gettext as _

from participants.models import Registration
from participants.own_facts import Fact, Part, row_of
from workshops.models import Coach, Project, Seat, Step, Tie, Wish


def parts_at_tables(registration: Registration) -> list[Part]:
    """Nobody else is named: ties say that there is one, not with whom."""
    return [
        _tables(registration),
        _moves(registration),
        _ties(registration),
        _projects(registration),
        _wishes(registration),
        _coaching(registration),
    ]


def _tables(registration: Registration) -> Part:
    rows = Seat.objects.filter(registration=registration).select_related("round__day", "group")
    found = [
        [
            Fact("day", "", row.round.day.date),
            Fact("round", _("Round"), row.round.number),
            Fact("table", _("Table"), row.group.number),
            *row_of(row),
        ]
        for row in rows.order_by("round__day__date", "round__number")
    ]
    return Part("tables", _("Tables"), found)


def _moves(registration: Registration) -> Part:
    """Each change of table, with when it was made."""
    rows = Step.objects.filter(registration=registration).select_related("change").order_by("pk")
    found = [[Fact("at", "", row.change.at), *row_of(row)] for row in rows]
    return Part("table_changes", _("Changes of table"), found)


def _ties(registration: Registration) -> Part:
    rows = Tie.objects.filter(Q(one=registration) | Q(other=registration)).order_by("pk")
    labels = {"kind": _("With another")}
    return Part("ties", _("With somebody, or apart"), [row_of(row, labels) for row in rows])


def _projects(registration: Registration) -> Part:
    rows = Project.objects.filter(owner=registration).order_by("pk")
    return Part("projects", _("Projects"), [row_of(row) for row in rows])


def _wishes(registration: Registration) -> Part:
    rows = Wish.objects.filter(registration=registration).select_related("first", "second").order_by("pk")
    found = [
        [
            Fact("first", _("First choice"), row.first.title),
            Fact("second", _("Second choice"), row.second.title if row.second else None),
        ]
        for row in rows
    ]
    return Part("wishes", _("Projects you would like"), found)


def _coaching(registration: Registration) -> Part:
    rows = Coach.objects.filter(registration=registration).select_related("project").order_by("pk")
    found = [
        [*row_of(row), Fact("project", _("Coach for"), row.project.title if row.project else None)]
        for row in rows
    ]
    return Part("coaching", _("Coach"), found)
