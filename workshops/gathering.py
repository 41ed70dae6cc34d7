"""A round by project as the engine sees it: a topic for each table, people with their wishes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from workshops.grouping import Plan, Room, Round, Topic
from workshops.models import Coach, Project, ProjectTable, TieKind, Wish
from workshops.room import Scene, Tables, make_scene

SMALLEST = 4  # people at a project's table, when there are enough


@dataclass(frozen=True)
class Gathering:
    """``projects``: table number → project. ``wishes``: registration id → ids of projects, best first."""

    tables: Tables
    projects: Mapping[int, Project]
    wishes: Mapping[int, tuple[str, ...]]

    def scene(self, seated: Collection[int], numbers: Sequence[int], sitting: Mapping[int, int]) -> Scene:
        """A room of this one round: what people met before does not weigh against a wish.

        ``sitting``: how many people have a chair at a table whatever its project has.
        """
        whole = make_scene(self.tables, seated=seated, numbers=list(numbers))
        alone = whole.room.only([whole.last])
        here = [person for person in alone.people if not person.absent_rounds]
        people = tuple(replace(person, wishes=self.wishes.get(int(person.id), ())) for person in here)
        topics = self._topics(numbers, len(people), sitting)
        room: Room = replace(alone, people=people, rounds=(Round.on_topics(topics),))
        groups = whole.plan.rounds[whole.last]
        plan = Plan.of([groups if len(groups) == len(numbers) else [()] * len(numbers)])
        return Scene(room, plan, [], list(numbers))

    def _topics(self, numbers: Sequence[int], people: int, sitting: Mapping[int, int]) -> list[Topic]:
        """Every table gets at least four people where that is possible, and no more than its chairs.

        When all chairs are taken, each table gets as many more as are needed.
        """
        chairs = {number: max(self._chairs(number), sitting.get(number, 0)) for number in numbers}
        more = max(0, -(-(people - sum(chairs.values())) // max(1, len(numbers))))
        least = min(SMALLEST, people // max(1, len(numbers)))
        return [Topic(self._id(n), min(least, chairs[n]), chairs[n] + more) for n in numbers]

    def _chairs(self, number: int) -> int:
        project = self.projects.get(number)
        return project.chairs if project else self.tables.current.group_size

    def _id(self, number: int) -> str:
        """A table whose project was taken away is nobody's wish."""
        project = self.projects.get(number)
        return str(project.pk) if project else f"table {number}"

    def stations(self, seated: Mapping[int, int], numbers: Collection[int]) -> dict[int, int]:
        """Registration id → table: those who are ``seated``, and owners and coaches who are here.

        Owners sit at their own project, coaches at theirs or where fewest coach; nobody new sits at a
        table that is not among ``numbers``.
        """
        present = self.tables.present
        table_of = {self.projects[n].pk: n for n in sorted(numbers) if n in self.projects}
        owners = {owner: n for n in table_of.values() if (owner := self.projects[n].owner_id)}
        found = {who: n for who, n in owners.items() if who in present} | dict(seated)
        coaches = list(Coach.objects.filter(day=self.tables.current.day_id, registration__in=present))
        helped = Counter(found[one.registration_id] for one in coaches if one.registration_id in found)
        # Experts first, and among them those who have a project of their own.
        for coach in sorted(coaches, key=lambda one: (one.project_id is None, not one.is_expert, one.pk)):
            if coach.registration_id not in found and table_of:
                table = self._table_of(coach, table_of, helped, found)
                found[coach.registration_id] = table
                helped[table] += 1
        return found

    def leaders(self) -> frozenset[int]:
        """Owners and coaches: they keep their table when others get a new one."""
        owners = {project.owner_id for project in self.projects.values() if project.owner_id}
        return self.tables.coaches | owners

    def _table_of(
        self,
        coach: Coach,
        table_of: Mapping[int, int],
        helped: Counter[int],
        found: Mapping[int, int],
    ) -> int:
        """The coach's own project; else the table with the fewest coaches, a wished one before others."""
        if coach.project_id is not None and coach.project_id in table_of:
            return table_of[coach.project_id]
        wished = self.wishes.get(coach.registration_id, ())
        liked = {table_of[int(one)] for one in wished if int(one) in table_of}
        ties = self._ties(coach.registration_id, found)
        return min(table_of.values(), key=lambda n: (ties[n], helped[n], n not in liked, n))

    def _ties(self, who: int, found: Mapping[int, int]) -> Counter[int]:
        """Table → those there who shall never sit with ``who``, less those who always shall."""
        count = Counter[int]()
        for tie in self.tables.ties:
            if who in {tie.one_id, tie.other_id}:
                other = tie.other_id if who == tie.one_id else tie.one_id
                count[found.get(other, 0)] += 1 if tie.kind == TieKind.APART else -1
        return count


def gather(tables: Tables, projects: Mapping[int, Project] | None = None) -> Gathering:
    """The round as it was made, or with ``projects`` as it shall be made."""
    if projects is None:
        rows = ProjectTable.objects.filter(round=tables.current).select_related("project")
        projects = {row.number: row.project for row in rows}
    known = {project.pk for project in projects.values()}
    wishes = {
        wish.registration_id: tuple(str(one) for one in (wish.first_id, wish.second_id) if one in known)
        for wish in Wish.objects.filter(day=tables.current.day_id)
    }
    return Gathering(tables, projects, wishes)
