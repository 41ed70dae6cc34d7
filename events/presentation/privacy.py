"""What is collected, why, who sees it and when it goes: only what the product really keeps.

The periods are those of ``inkludering.privacy.Keep``; a test holds the two together.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inkludering.privacy import Keep

PERIODS: dict[Keep, Promise] = {
    Keep.YEAR_AFTER: _("12 months after the last day you signed up for"),
    Keep.MONTH_AFTER_SENDING: _("30 days after it was sent"),
}


@dataclass(frozen=True)
class Purpose:
    what: Promise
    why: Promise
    who: Promise
    keep: Keep
    counts_stay: bool = False

    @property
    def until(self) -> Promise:
        return PERIODS[self.keep]


PURPOSES = (
    Purpose(
        _("Name and e-mail, and organisation if you tell us"),
        _("To keep your seat, to write to you about this day, and for the name tag"),
        _(
            "The region's coordinator and working group and the national team. "
            "At the door the hosts see your name and organisation."
        ),
        Keep.YEAR_AFTER,
    ),
    Purpose(
        _("Sector, municipality, languages, and whether it is your first time"),
        _("To mix the tables well, and to count who comes"),
        _("The coordinator, the working group and the facilitator. Reports show numbers only."),
        Keep.YEAR_AFTER,
        counts_stay=True,
    ),
    Purpose(
        _("Your wish about pictures"),
        _("To respect it"),
        _("The hosts and the photographer, who see a mark and no reason"),
        Keep.YEAR_AFTER,
    ),
    Purpose(
        _("Whether you came, and which tables you sat at"),
        _("To hold the day, so that you meet new people in each round, and to count"),
        _("The coordinator and the facilitator. Those at your table see your name."),
        Keep.YEAR_AFTER,
        counts_stay=True,
    ),
    Purpose(
        _("Which mails we have sent you"),
        _("To send each of them once, and to see that it got through"),
        _("The coordinator, and those who run the site"),
        Keep.MONTH_AFTER_SENDING,
    ),
)
