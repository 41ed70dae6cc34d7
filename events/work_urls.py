"""Where coordinators plan a day: ``/arbeid/arrangementer/…``."""

from django.urls import path

from events.views import (
    programme_editor,
    programme_item,
    work_about,
    work_create,
    work_hosts,
    work_list,
    work_publish,
)

app_name = "events_work"

LIST = "arbeid/arrangementer/"
EVENT = f"{LIST}<int:event_id>/"
PROGRAMME = f"{EVENT}program/"
DAY = f"{PROGRAMME}dag/<int:day_id>/"
ITEM = f"{PROGRAMME}<int:item_id>/"
PERSON = f"{PROGRAMME}person/<int:person_id>/"

urlpatterns = [
    path(LIST, work_list.event_list, name="list"),
    path(f"{LIST}ny/", work_create.new, name="new"),
    path(f"{EVENT}kopier/", work_create.copy, name="copy"),
    path(f"{EVENT}rediger/", work_about.edit, name="edit"),
    path(f"{EVENT}gjennomgatt/<slug:part>/", work_about.reviewed, name="reviewed"),
    path(f"{EVENT}vertskap/", work_hosts.organisations, name="organisations"),
    path(f"{EVENT}vertskap/ansvarlig/", work_hosts.controller, name="controller"),
    path(f"{EVENT}vertskap/<int:part_id>/fjern/", work_hosts.remove_organisation, name="organisation_remove"),
    path(f"{EVENT}publiser/", work_publish.publish, name="publish"),
    path(f"{EVENT}slett/", work_publish.discard, name="discard"),
    path(f"{EVENT}vis/", work_publish.preview, name="preview"),
    path(f"{EVENT}avlys/", work_publish.cancel, name="cancel"),
    path(PROGRAMME, programme_editor.programme, name="programme"),
    path(DAY, programme_editor.programme_day, name="programme_day"),
    path(f"{DAY}underpunkt/", programme_editor.sub_item, name="sub_item"),
    path(f"{DAY}angre/", programme_editor.programme_undo, name="programme_undo"),
    path(f"{DAY}forskyv/", programme_editor.shift, name="shift"),
    path(f"{DAY}lim-inn/", programme_editor.paste, name="paste"),
    path(ITEM, programme_item.item, name="item"),
    path(f"{ITEM}apne/", programme_editor.item_open, name="item_open"),
    path(f"{ITEM}opp/", programme_editor.item_up, name="item_up"),
    path(f"{ITEM}ned/", programme_editor.item_down, name="item_down"),
    path(f"{ITEM}fjern/", programme_editor.item_remove, name="item_remove"),
    path(f"{ITEM}underpunkt/", programme_editor.item_sub_item, name="item_sub_item"),
    path(f"{ITEM}person/", programme_item.person_add, name="person_add"),
    path(PERSON, programme_item.person, name="person"),
    path(f"{PERSON}opp/", programme_item.person_up, name="person_up"),
    path(f"{PERSON}ned/", programme_item.person_down, name="person_down"),
    path(f"{PERSON}fjern/", programme_item.person_remove, name="person_remove"),
]
