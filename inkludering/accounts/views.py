"""Pages of an account that are ours; the rest are allauth's (see ``urls``)."""

from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inkludering.accounts import services
from inkludering.accounts.forms import ProfileForm
from inkludering.accounts.invitations import PARAMETER, invited_email
from inkludering.accounts.rules import is_signed_in
from inkludering.permissions import UserRequest, public, requires


class LoginView(AllauthLoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's, with the address filled in for who comes from an invitation."""

    def get_initial(self) -> dict[str, Any]:
        token = self.request.GET.get(PARAMETER, "")
        email = invited_email(token) if token else ""
        initial: dict[str, Any] = super().get_initial()
        return initial | ({"login": email} if email else {})


login = public(LoginView.as_view())


@public
def closed(request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
    """allauth builds links to pages we do not have; behind them is nothing."""
    raise Http404


@public
def to_login(request: HttpRequest) -> HttpResponse:
    """Where allauth sends people whose code ran out: there is one login page, not two."""
    return redirect("account_login")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(is_signed_in)
def profile(request: UserRequest) -> HttpResponse:
    user = request.user
    initial = {"name": user.name, "language": user.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.edit_profile(user=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account_profile")
    return render(request, "account/profile.html", {"form": form})
