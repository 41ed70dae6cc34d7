"""What allauth asks of the house: nobody signs up, and mails go through the outbox."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from inkludering.accounts.emails import ADDRESS_CODE, LOGIN_CODE, NO_ACCOUNT
from inkludering.accounts.middleware import BEGAN
from inkludering.accounts.services import queue_account_mail

# allauth's mails that can come up with the pages we open, and our own for them.
MAILS = {
    "account/email/login_code": LOGIN_CODE,
    "account/email/unknown_account": NO_ACCOUNT,
    "account/email/email_confirmation": ADDRESS_CODE,
}


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """``ACCOUNT_ADAPTER``."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Without the one that confirms an address: a code that came by mail has just done so."""
        return [stage for stage in super().get_login_stages() if not stage.endswith("EmailVerificationStage")]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just logged in is not asked once more, so that a new app can be set up in one go."""
        began = self.request.session.get(BEGAN, 0)
        if timezone.now().timestamp() - began < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_client_ip(self, request: HttpRequest) -> str:
        return getattr(request, "client_ip", "") or "unknown"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue our own mail for allauth's. The code is the only part of the context that matters."""
        queue_account_mail(kind=MAILS[template_prefix], email=email, code=context.get("code", ""))
