"""Who stands behind a day and who appears in it, as the pages name them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from events.models import Appearance, AppearanceRole, AppearanceStatus, Event, OrganisationRole
from regions.models import Organisation

# Those who simply speak, welcome or sit in the panel need no word before their name.
ROLE_WORDS: dict[str, Promise] = {
    AppearanceRole.MODERATOR: _("Chair"),
    AppearanceRole.MC: _("Master of ceremonies"),
    AppearanceRole.DEBATE_LEADER: _("Debate leader"),
    AppearanceRole.FACILITATOR: _("Facilitator"),
    AppearanceRole.COACH: _("Coach"),
}


@dataclass(frozen=True)
class Person:
    """Somebody in an item. ``note`` says that the person or the name is still open."""

    label: str
    role: str = ""
    note: str = ""
    sector: str = ""

    def __str__(self) -> str:
        """One line, for paper and data: "Chair: Kari Nordby, editor (not confirmed)"."""
        text = f"{self.role}: {self.label}" if self.role else self.label
        return f"{text} ({self.note})" if self.note else text


def person_for(appearance: Appearance) -> Person:
    """A name is shown only when somebody has one: "name to come" keeps a title and an organisation."""
    to_be_named = appearance.status == AppearanceStatus.TBN
    organisation = appearance.organisation
    parts = (
        "" if to_be_named else appearance.person_name,
        appearance.shown_title,
        str(organisation) if organisation else "",
    )
    shown = [part for part in parts if part]
    role = str(ROLE_WORDS.get(appearance.role, ""))
    says_it = bool(shown) and shown[0].casefold() == role.casefold()  # never "Chair: Chair"
    return Person(
        label=", ".join(shown),
        role="" if says_it else role,
        note=_note(appearance.status),
        sector=organisation.sector if organisation else "",
    )


def _note(status: str) -> str:
    if status == AppearanceStatus.TBC:
        return pgettext("a person in the programme", "not confirmed")
    return gettext("name to come") if status == AppearanceStatus.TBN else ""


@dataclass(frozen=True)
class Hosts:
    """The organisations of a day. All three lists are alphabetical: nobody stands first by importance."""

    organisers: tuple[Organisation, ...]
    co_organisers: tuple[Organisation, ...]
    funders: tuple[Organisation, ...]


def hosts_of(event: Event) -> Hosts:
    parts = event.parts.select_related("organisation").order_by(
        "organisation__sort_name", "organisation__unit", "pk"
    )
    by_role: dict[str, list[Organisation]] = {role: [] for role in OrganisationRole.values}
    for part in parts:
        by_role[part.role].append(part.organisation)
    return Hosts(
        tuple(by_role[OrganisationRole.ORGANISER]),
        tuple(by_role[OrganisationRole.CO_ORGANISER]),
        tuple(by_role[OrganisationRole.FUNDER]),
    )
