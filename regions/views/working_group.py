"""The working group of a region: who is in it, and who may work here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inkludering.errors import flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules, services
from regions.forms import AddMemberForm, MemberForm
from regions.models import Member, Organisation, Region
from regions.ring import sector_ring

BY_SLUG = {"slug": "slug"}
BY_MEMBER = {"slug": "working_group__region__slug", "member_id": "pk"}
HITS = 12


@require_safe
@loads(Region, rules.can_see_region, by=BY_SLUG)
def working_group(request: UserRequest, region: Region) -> HttpResponse:
    members = Member.objects.filter(working_group__region=region).alphabetical()
    state = services.founding_rule(region)
    context = {
        "region": region,
        "members": members.select_related("organisation"),
        "roles": region.roles.by_name(),
        "state": state,
        "ring": sector_ring(state.counts),
        "can_edit": rules.can_edit_region(request.user, region),
    }
    return render(request, "regions/working_group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Region, rules.can_edit_region, by=BY_SLUG)
def add_member(request: UserRequest, region: Region) -> HttpResponse:
    form = AddMemberForm(request.POST or None)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        with flash_errors(request):
            services.add_member(region=region, organisation=organisation, by=request.user)
            messages.success(request, _("%(name)s is in the working group.") % {"name": organisation})
        return redirect("regions_work:working_group", region.slug)
    text = request.GET.get("q", "")[:200]
    hits = Organisation.objects.search(text).alphabetical()[:HITS] if text else []
    inside = set(
        Member.objects.filter(working_group__region=region).values_list("organisation_id", flat=True)
    )
    context = {"region": region, "q": text, "hits": hits, "inside": inside}
    return render(request, "regions/add_member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Member, rules.can_edit_region, by=BY_MEMBER)
def edit_member(request: UserRequest, member: Member) -> HttpResponse:
    region = member.working_group.region
    initial = {"contact_name": member.contact_name, "contact_email": member.contact_email}
    form = MemberForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.edit_member(member=member, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("regions_work:working_group", region.slug)
    context = {"form": form, "member": member, "region": region}
    return render(request, "regions/edit_member.html", context)


@require_POST
@loads(Member, rules.can_edit_region, by=BY_MEMBER)
def remove_member(request: UserRequest, member: Member) -> HttpResponse:
    region, name = member.working_group.region, str(member.organisation)
    services.remove_member(member=member, by=request.user)
    messages.success(request, _("%(name)s is no longer in the working group.") % {"name": name})
    return redirect("regions_work:working_group", region.slug)
