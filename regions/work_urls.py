"""Addresses under /arbeid/: regions, working groups, organisations and roles."""

from django.urls import path

from regions.views import organisations, regions, roles, working_group

app_name = "regions_work"

urlpatterns = [
    path("organisasjoner/", organisations.list_organisations, name="organisations"),
    path("organisasjoner/ny/", organisations.new_organisation, name="new_organisation"),
    path("organisasjoner/<int:organisation_id>/", organisations.edit_organisation, name="edit_organisation"),
    path("roller/<int:role_id>/fjern/", roles.remove_role, name="remove_role"),
    path("roller/<int:role_id>/send-igjen/", roles.resend_invitation, name="resend_invitation"),
    path("regioner/", regions.list_regions, name="list"),
    path("regioner/ny/", regions.new_region, name="new"),
    path("regioner/nasjonalt/", roles.national, name="national"),
    path("regioner/nasjonalt/inviter/", roles.invite_national, name="invite_national"),
    path("regioner/<slug:slug>/", regions.region, name="region"),
    path("regioner/<slug:slug>/rediger/", regions.edit_region, name="edit"),
    path("regioner/<slug:slug>/fase/", regions.set_phase, name="set_phase"),
    path("regioner/<slug:slug>/unntak/", regions.waive, name="waive"),
    path("regioner/<slug:slug>/inviter/", roles.invite, name="invite"),
    path("regioner/<slug:slug>/arbeidsgruppe/", working_group.working_group, name="working_group"),
    path("regioner/<slug:slug>/arbeidsgruppe/ny/", working_group.add_member, name="add_member"),
    path(
        "regioner/<slug:slug>/arbeidsgruppe/<int:member_id>/",
        working_group.edit_member,
        name="edit_member",
    ),
    path(
        "regioner/<slug:slug>/arbeidsgruppe/<int:member_id>/fjern/",
        working_group.remove_member,
        name="remove_member",
    ),
]
