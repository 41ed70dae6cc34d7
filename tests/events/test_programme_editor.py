"""The programme table: typing, moving, undoing; nothing typed is ever lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from events.models import Appearance, Event, EventDay, ProgrammeItem
from events.services import add_appearance, add_child, add_item
from tests.events.planning import (
    NOW,
    PROGRAMME_A,
    PROGRAMME_B,
    PROGRAMME_C1,
    PROGRAMME_C2,
    first_day,
    items_of,
    make_draft,
    make_planner,
    outline,
    queries_of,
    table_post,
    type_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(client: Client) -> EventDay:
    """An empty day of somebody who is signed in."""
    user, region = make_planner()
    client.force_login(user)
    return first_day(make_draft(region=region))


def url(name: str, of: EventDay | ProgrammeItem | Appearance) -> str:
    event = of.event_id if isinstance(of, EventDay) else of.event.pk
    return reverse(f"events_work:{name}", args=[event, of.pk])


def save(client: Client, day: EventDay, *new: dict[str, str], **changes: str) -> int:
    return client.post(url("programme_day", day), table_post(day, *new, **changes)).status_code


def row(at: str, title: str, kind: str = "", parent: str = "") -> dict[str, str]:
    return {"at": at, "title": title, "kind": kind, "parent": parent}


def test_typing_programme_a_makes_seventeen_items(client: Client, day: EventDay) -> None:
    type_programme(client, day, PROGRAMME_A)

    items, event = items_of(day), Event.objects.get()
    assert [item.kind for item in items] == [kind for _at, kind, _title in PROGRAMME_A]
    assert event.starts_at is not None
    assert event.ends_at == event.starts_at + timedelta(hours=3, minutes=30)


def test_typing_programme_b_keeps_sub_items_without_times(client: Client, day: EventDay) -> None:
    type_programme(client, day, PROGRAMME_B)

    lines = outline(day)
    assert [line for line in lines if line.startswith("–")] == [
        "– Spørsmål fra møteleder",
        "– Flere som fullfører videregående: erfaring fra et fylke",
        "– Spørsmål fra møteleder",
    ]
    assert lines[-1] == "Uformell prat: forskere, prosjektledere, advokat om ansettelser"
    assert lines[2] == "– Spørsmål fra møteleder"


def test_typing_programme_c_fills_two_days_in_three_languages(client: Client, day: EventDay) -> None:
    second = EventDay.objects.create(event=day.event, date=day.date + timedelta(days=1))
    type_programme(client, day, PROGRAMME_C1)
    type_programme(client, second, PROGRAMME_C2)
    talk = ProgrammeItem.objects.get(title__startswith="Vägen in")

    typed = {"title": talk.title, "kind": "talk", "starts_at": "15.35", "language": "sv", "day": str(day.pk)}
    client.post(url("item", talk), typed)

    talk.refresh_from_db()
    assert talk.language == "sv"
    assert [len(items_of(one)) for one in (day, second)] == [12, 9]
    assert [item.kind for item in items_of(second)].count("round") == 3


def test_the_next_time_is_suggested_and_the_row_stays_open(client: Client, day: EventDay) -> None:
    client.post(url("programme_day", day), table_post(day, row("08.30", "Velkommen")))
    answer = client.post(url("programme_day", day), table_post(day, row("0840", "Åpningsrunde")), follow=True)

    assert answer.redirect_chain[0][0].endswith("?new")
    assertContains(answer, 'value="08.50"')
    assertContains(answer, "autofocus")


@pytest.mark.parametrize("typed", ["08.30", "0830", "8:30", "kl. 8.30", " 8.30 "])
def test_times_are_accepted_as_people_write_them(client: Client, day: EventDay, typed: str) -> None:
    save(client, day, row(typed, "Velkommen"))

    assert outline(day) == ["08.30 Velkommen"]


def test_a_new_row_goes_to_its_place_in_time(client: Client, day: EventDay) -> None:
    save(client, day, row("08.30", "Velkommen"), row("12.00", "Slutt"))

    save(client, day, row("11.20", "Dans og frukt"))

    titles = list(day.items.order_by("position").values_list("title", flat=True))
    assert titles == ["Velkommen", "Dans og frukt", "Slutt"]


def test_the_type_is_guessed_when_it_is_left_open(client: Client, day: EventDay) -> None:
    save(client, day, row("9", "Panel: hva nå?"))

    assert items_of(day)[0].kind == "panel"


def test_a_wrong_cell_keeps_everything_that_was_typed(client: Client, day: EventDay) -> None:
    save(client, day, row("08.30", "Velkommen"))

    answer = client.post(url("programme_day", day), table_post(day, row("25.99", "Nytt"), r0_title="Endret"))

    assertContains(answer, "25.99", status_code=422)
    assertContains(answer, "Endret", status_code=422)
    assertContains(answer, "ds-error-summary", status_code=422)
    assert outline(day) == ["08.30 Velkommen"]


def test_an_old_version_keeps_the_text_and_saves_the_second_time(client: Client, day: EventDay) -> None:
    save(client, day, row("08.30", "Velkommen"))
    typed = table_post(day, r0_title="Min")
    add_item(day=day, by=None, now=NOW, title="Annens", kind="talk")

    refused = client.post(url("programme_day", day), typed)
    typed["version"] = str(refused.context["version"])
    again = client.post(url("programme_day", day), typed)

    assertContains(refused, "Min", status_code=422)
    assert (again.status_code, outline(day)) == (302, ["08.30 Min", "Annens"])


def test_moving_saves_what_was_typed_first(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "Kort"), row("09.10", "Lang"), row("10.00", "Kaffe"))
    first = items_of(day)[0]

    client.post(url("item_down", first), table_post(day, row("11", "Slutt"), r0_title="Kort og godt"))

    assert outline(day) == ["09.00 Lang", "09.50 Kort og godt", "10.00 Kaffe", "11.00 Slutt"]


def test_undo_stands_under_what_moved_and_brings_it_back(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "En"), row("10.00", "To"), row("11.00", "Tre"))
    second = items_of(day)[1]

    page = client.post(url("item_up", second), table_post(day), follow=True)
    client.post(url("programme_undo", day), table_post(day))

    assert page.context["undo"]["item"] == second.pk
    assert outline(day) == ["09.00 En", "10.00 To", "11.00 Tre"]


def test_undo_of_a_removal_brings_people_back(client: Client, day: EventDay) -> None:
    item = add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk")
    add_appearance(item=item, by=None, now=NOW, person_name="Åse Øvregård")

    page = client.post(url("item_remove", item), follow=True)
    assert (page.context["undo"]["is_gone"], outline(day)) == (True, [])
    client.post(url("programme_undo", day))

    assert Appearance.objects.get().person_name == "Åse Øvregård"


def test_undo_is_gone_after_the_next_change(client: Client, day: EventDay) -> None:
    item = add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk")
    client.post(url("item_remove", item))
    add_item(day=day, by=None, now=NOW, title="Nytt", kind="talk")

    page = client.get(url("programme_day", day))
    client.post(url("programme_undo", day))

    assert page.context["undo"] is None
    assert outline(day) == ["Nytt"]


def test_a_sub_item_gets_its_row_under_the_last_line(client: Client, day: EventDay) -> None:
    page = client.post(url("sub_item", day), table_post(day, row("09.10", "Metoder")), follow=True)

    parent = items_of(day)[0]
    new = page.context["lines"][-1]
    assert (new.is_new, new.form["parent"].value(), new.form["at"].value()) == (True, parent.pk, None)


def test_a_sub_item_of_the_first_line_is_typed_right_under_it(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "En"), row("10.00", "To"))
    first = items_of(day)[0]

    page = client.post(url("item_sub_item", first), follow=True)
    save(client, day, row("", "Spørsmål", parent=str(first.pk)))

    assert [line.is_new for line in page.context["lines"]] == [False, True, False]
    assert outline(day) == ["09.00 En", "– Spørsmål", "10.00 To"]


def test_the_rest_of_the_day_is_moved(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "En"), row("10.00", "To"))

    client.post(url("shift", day), {"item": str(items_of(day)[1].pk), "minutes": "10"})

    assert outline(day) == ["09.00 En", "10.10 To"]


def test_a_shift_that_cannot_be_says_why(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "En"), row("10.00", "To"))

    answer = client.post(url("shift", day), {"item": str(items_of(day)[1].pk), "minutes": "-90"})

    assertContains(answer, "ds-error-summary", status_code=422)


def test_a_programme_is_pasted(client: Client, day: EventDay) -> None:
    text = "\n".join(f"{at} {title}" for at, _kind, title in PROGRAMME_A if "." in at)

    client.post(url("paste", day), {"text": text})

    assert len(items_of(day)) == 13


def test_an_item_is_opened_after_the_table_is_saved(client: Client, day: EventDay) -> None:
    save(client, day, row("09.00", "En"))
    item = items_of(day)[0]

    answer = client.post(url("item_open", item), table_post(day, r0_title="Endret"))

    assert answer.url == url("item", item)  # type: ignore[attr-defined]  # a redirect
    assert outline(day) == ["09.00 Endret"]


def test_a_person_is_added_edited_moved_and_removed(client: Client, day: EventDay) -> None:
    item = add_item(day=day, by=None, now=NOW, title="Panel", kind="panel")
    typed = {"role": "panellist", "status": "tbc", "joins_workshop": "on"}
    for name in ("Åse Øvregård", "Bo"):
        client.post(
            url("person_add", item), {f"person-{k}": v for k, v in (typed | {"person_name": name}).items()}
        )
    first, second = item.appearances.order_by("position")

    client.post(url("person", first), typed | {"person_name": "Åse Ås", "status": "confirmed"})
    client.post(url("person_up", second))
    client.post(url("person_remove", first))

    assert [one.person_name for one in item.appearances.all()] == ["Bo"]


def test_a_person_without_anything_is_refused_at_the_field(client: Client, day: EventDay) -> None:
    item = add_item(day=day, by=None, now=NOW, title="Panel", kind="panel")

    answer = client.post(url("person_add", item), {"person-role": "speaker", "person-status": "tbc"})

    assert answer.context["person_form"].errors.keys() == {"person_name"}
    assert answer.status_code == 422


def test_an_item_page_refuses_an_end_before_the_start(client: Client, day: EventDay) -> None:
    item = add_item(day=day, by=None, now=NOW, title="Panel", kind="panel")

    typed = {"title": "Panel", "kind": "panel", "starts_at": "10", "ends_at": "0930"}
    answer = client.post(url("item", item), typed)

    assert answer.context["form"].errors.keys() == {"ends_at"}


@pytest.mark.parametrize(
    "odd",
    [
        {"row-TOTAL_FORMS": "99999999"},
        {"row-TOTAL_FORMS": "x"},
        {"row-0-id": "99999999999999999999999"},
        {"row-0-parent": "-1"},
        {"row-0-kind": "party"},
        {"row-0-title": "x" * 5000},
        {"row-0-title": "a\u2028b"},
        {"version": "9" * 40},
    ],
)
def test_odd_input_is_refused_kindly(client: Client, day: EventDay, odd: dict[str, str]) -> None:
    save(client, day, row("09.00", "En"))

    answer = client.post(url("programme_day", day), table_post(day, r0_title="Endret") | odd)

    assert answer.status_code in {302, 422}


def test_the_page_asks_the_database_as_often_for_30_rows_as_for_3(client: Client, day: EventDay) -> None:
    def add(number: int) -> None:
        for _number in range(number):
            item = add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk")
            add_child(parent=item, by=None, now=NOW, title="Spørsmål")
            add_appearance(item=item, by=None, now=NOW, person_name="Bo")

    add(3)
    few = queries_of(client, url("programme_day", day))
    add(27)

    assert queries_of(client, url("programme_day", day)) == few
