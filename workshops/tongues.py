"""Who at a table does not speak the language that most of them share."""

from collections.abc import Iterable

from participants.models import Registration
from workshops.grouping import Person
from workshops.grouping.quality import left_out


def languages_of(person: Registration) -> tuple[str, ...]:
    """Whoever names none is taken to speak Norwegian."""
    return tuple(person.working_languages or ["nb"])


def without_shared_language(people: Iterable[Registration]) -> list[Registration]:
    """Nobody where one language is spoken by all."""
    sat = {str(one.pk): one for one in people}
    speakers = [Person(id=pk, languages=languages_of(one)) for pk, one in sat.items()]
    return [sat[pk] for pk in left_out(speakers)] if speakers else []
