"""Organisations: find one, make one, change one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from inkludering.errors import DomainError
from inkludering.permissions import UserRequest, loads, requires
from regions import rules, services
from regions.forms import OrganisationForm
from regions.models import Organisation, Region

PER_PAGE = 50


@require_safe
@requires(rules.can_work_here)
def list_organisations(request: UserRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:200]
    found = Organisation.objects.visible_to(request.user).search(text).alphabetical()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("side"))
    can_edit = rules.can_edit_organisation(request.user, None)
    return render(request, "regions/organisations.html", {"page": page, "q": text, "can_edit": can_edit})


def _after_new(request: UserRequest, organisation: Organisation) -> HttpResponse:
    """Back to the working group it was made for, or to the list."""
    regions = Region.objects.visible_to(request.user)
    region = regions.filter(slug=request.GET.get("region", "")).first()
    query = urlencode({"q": organisation.name})
    if region is None:
        return redirect(f"{reverse('regions_work:organisations')}?{query}")
    return redirect(f"{reverse('regions_work:add_member', args=[region.slug])}?{query}")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.can_edit_organisation)
def new_organisation(request: UserRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    similar = []
    if form.is_valid() and "sure" not in request.POST:
        similar = services.similar_organisations(form.cleaned_data["name"], form.cleaned_data["unit"])
    if form.is_valid() and not similar:
        try:
            made = services.create_organisation(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("%(name)s is in the list.") % {"name": made})
            return _after_new(request, made)
    return render(request, "regions/organisation.html", {"form": form, "similar": similar})


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Organisation, rules.can_edit_organisation)
def edit_organisation(request: UserRequest, organisation: Organisation) -> HttpResponse:
    initial = {name: getattr(organisation, name) for name in OrganisationForm.base_fields}
    form = OrganisationForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.edit_organisation(organisation=organisation, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("regions_work:organisations")
    return render(request, "regions/organisation.html", {"form": form, "organisation": organisation})
