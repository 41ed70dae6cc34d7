"""Regions: the list, a new one, one region, and what changes it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkludering.accounts.models import User
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads, requires
from regions import rules, services
from regions.forms import NewRegionForm, RegionForm, WaiverForm
from regions.hooks import region_blocks
from regions.models import PHASE_TRANSITIONS, Phase, Region
from regions.ring import sector_ring

BY_SLUG = {"slug": "slug"}


@require_safe
@requires(rules.can_work_here)
def list_regions(request: UserRequest) -> HttpResponse:
    regions = Region.objects.visible_to(request.user).alphabetical().for_list()
    can_manage = rules.can_manage_regions(request.user, None)
    return render(request, "regions/list.html", {"regions": regions, "can_manage": can_manage})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.can_manage_regions)
def new_region(request: UserRequest) -> HttpResponse:
    form = NewRegionForm(request.POST or None)
    similar = services.similar_regions(form.cleaned_data["name"]) if form.is_valid() else []
    if form.is_valid() and (not similar or "sure" in request.POST):
        try:
            region = services.create_region(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("%(name)s is ready.") % {"name": region.name})
            return redirect("regions_work:region", region.slug)
    return render(request, "regions/new.html", {"form": form, "similar": similar})


@require_safe
@loads(Region, rules.can_see_region, by=BY_SLUG)
def region(request: UserRequest, region: Region) -> HttpResponse:
    state = services.founding_rule(region)
    context = {
        "region": region,
        "state": state,
        "ring": sector_ring(state.counts),
        "support": services.national_support(region),
        "phases": [phase for phase in Phase if phase in PHASE_TRANSITIONS[Phase(region.phase)]],
        "blocks": [block for make in region_blocks if (block := make(region))],
        "can_edit": rules.can_edit_region(request.user, region),
        "can_waive": rules.can_waive_founding_rule(request.user, region),
        "waiver": WaiverForm(),
    }
    return render(request, "regions/region.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Region, rules.can_edit_region, by=BY_SLUG)
def edit_region(request: UserRequest, region: Region) -> HttpResponse:
    may_move = rules.can_manage_regions(request.user, None)
    form = RegionForm(request.POST or None, region=region, may_move=may_move)
    if form.is_valid() and _is_saved(form, region, request.user):
        messages.success(request, _("Saved."))
        return redirect("regions_work:region", region.slug)
    return render(request, "regions/edit.html", {"form": form, "region": region})


def _is_saved(form: RegionForm, region: Region, by: User) -> bool:
    """All of it or nothing; what was refused stands at its field."""
    fields = dict(form.cleaned_data)
    try:
        with transaction.atomic():
            if "parent" in fields:
                services.move_region(region=region, parent=fields.pop("parent"), by=by)
            services.edit_region(region=region, by=by, **fields)
    except services.CircleError as error:
        form.add_error("parent", str(error))
    except DomainError as error:
        form.add_error("name", str(error))
    return form.is_valid()


@require_POST
@loads(Region, rules.can_edit_region, by=BY_SLUG)
def set_phase(request: UserRequest, region: Region) -> HttpResponse:
    wanted = request.POST.get("phase", "")
    with flash_errors(request):
        if wanted not in Phase.values:
            raise DomainError(_("Choose a phase."))
        services.set_phase(region=region, phase=Phase(wanted), by=request.user)
        messages.success(request, _("The phase is now “%(phase)s”.") % {"phase": Phase(wanted).label})
    return redirect("regions_work:region", region.slug)


@require_POST
@loads(Region, rules.can_waive_founding_rule, by=BY_SLUG)
def waive(request: UserRequest, region: Region) -> HttpResponse:
    form = WaiverForm(request.POST)
    with flash_errors(request):
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        services.waive_founding_rule(region=region, reason=reason, by=request.user)
        messages.success(request, _("The region may go on without two sectors."))
    return redirect("regions_work:region", region.slug)
