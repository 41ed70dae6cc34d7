"""Roles: invite somebody, send the invitation again, take the role back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads, requires
from regions import rules, services
from regions.forms import InviteForm
from regions.models import Region, Role


def _back(role: Role) -> HttpResponse:
    """The page on which the role stands."""
    if role.region is None:
        return redirect("regions_work:national")
    return redirect("regions_work:working_group", role.region.slug)


def _invite(request: UserRequest, form: InviteForm, region: Region | None) -> HttpResponse | None:
    """Do it and go back; None with the reason in the form when it cannot be done."""
    if not form.is_valid():
        return None
    try:
        made = services.invite(region=region, by=request.user, **form.cleaned_data)
    except (DomainError, ValidationError) as error:
        form.add_error("email", error if isinstance(error, ValidationError) else str(error))
        return None
    text = _("The invitation is on its way.") if made.is_queued else _("This person has that role already.")
    messages.success(request, text)
    return _back(made.role)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Region, rules.can_edit_region, by={"slug": "slug"})
def invite(request: UserRequest, region: Region) -> HttpResponse:
    form = InviteForm(request.POST or None)
    done = _invite(request, form, region)
    return done or render(request, "regions/invite.html", {"form": form, "region": region})


@require_safe
@requires(rules.can_manage_regions)
def national(request: UserRequest) -> HttpResponse:
    roles = Role.objects.filter(region=None).by_name()
    return render(request, "regions/national.html", {"roles": roles})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.can_manage_regions)
def invite_national(request: UserRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, national=True)
    done = _invite(request, form, None)
    return done or render(request, "regions/invite.html", {"form": form, "region": None})


@require_POST
@loads(Role, rules.can_edit_region)
def remove_role(request: UserRequest, role: Role) -> HttpResponse:
    with flash_errors(request):
        services.remove_role(role=role, by=request.user)
        messages.success(request, _("The role is taken back."))
    return _back(role)


@require_POST
@loads(Role, rules.can_edit_region)
def resend_invitation(request: UserRequest, role: Role) -> HttpResponse:
    with flash_errors(request):
        services.resend_invitation(role=role, by=request.user)
        messages.success(request, _("The invitation is on its way."))
    return _back(role)
