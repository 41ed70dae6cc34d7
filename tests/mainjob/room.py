"""The room: two rounds, and the big screen."""

from itertools import combinations

from playwright.sync_api import Page, expect

from tests.mainjob.coordinator import MadeEvent
from workshops.models import WorkshopRound


def make_two_rounds(page: Page, event: MadeEvent, *, people: int) -> None:
    """Rounds from the programme, groups of those who are here, shown on the screen."""
    page.goto(f"{event.work}/workshop/")
    page.locator("form[action$='/fra-programmet/'] button").click()
    rounds = list(WorkshopRound.objects.order_by("number"))
    assert [round_.number for round_ in rounds] == [1, 2]
    for round_ in rounds:
        page.goto(f"{event.work}/grupper/{round_.pk}/")
        page.locator("form[action$='/lag/'] button:not([formaction])").click()
        expect(page.locator(".tbl li")).to_have_count(people)
        page.locator("form[action$='/vis/'] button").click()
    expect_fresh_tables(rounds, people=people)
    page.goto(f"/rom/{event.day_pk}/skjerm/")
    expect(page.locator(".seats li")).to_have_count(people)


def expect_fresh_tables(rounds: list[WorkshopRound], *, people: int) -> None:
    """Everybody has a chair in each round, tables differ by one at most, and nobody meets twice."""
    met = []
    for round_ in rounds:
        tables = [
            list(group.seats.values_list("registration_id", flat=True)) for group in round_.groups.all()
        ]
        assert sum(map(len, tables)) == people
        assert max(map(len, tables)) - min(map(len, tables)) <= 1
        met.append({pair for table in tables for pair in combinations(sorted(table), 2)})
    assert met[0] & met[1] == set()
