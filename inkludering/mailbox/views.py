"""``/demo/post/``: the mails of the embedded default, as their readers would see them."""

import re
from base64 import b64encode
from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from inkludering.mailbox import store
from inkludering.permissions import public

Page = Callable[..., HttpResponseBase]

# No script, nothing from outside; links open in the whole window.
FRAME_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}
_PICTURE = re.compile(r"cid:([\w.@-]+)")


def demo_only(view: Page) -> Page:
    """404 outside the embedded default, whatever is in the folder."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str | int, **kwargs: str | int) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _mail_or_404(name: str) -> store.StoredMail:
    found = store.find(name)
    if found is None:
        raise Http404
    return found


@public
@require_safe
@demo_only
def mail_list(request: HttpRequest) -> HttpResponse:
    """Newest first; ``?til=`` shows one recipient's."""
    recipient = request.GET.get("til", "")
    mails = [mail for mail in store.newest() if recipient in {"", mail.recipient}]
    return render(request, "mailbox/list.html", {"mails": mails, "recipient": recipient})


@public
@require_safe
@demo_only
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mailbox/detail.html", {"mail": _mail_or_404(name)})


@public
@require_safe
@demo_only
@xframe_options_sameorigin
@csp(FRAME_POLICY)  # type: ignore[arg-type]  # django-csp types views without arguments
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, for the frame on the mail's page."""
    mail = _mail_or_404(name)
    pictures = mail.pictures

    def picture(match: re.Match[str]) -> str:
        mimetype, content = pictures.get(match[1], ("image/png", b""))
        return f"data:{mimetype};base64,{b64encode(content).decode()}"

    return HttpResponse(_PICTURE.sub(picture, mail.html).replace("<a ", '<a target="_top" '))


@public
@require_safe
@demo_only
def mail_attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    chosen = [part for part in _mail_or_404(name).attachments if part.number == number]
    if not chosen:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{_plain(chosen[0].name)}"'}
    return HttpResponse(chosen[0].content, content_type=chosen[0].mimetype, headers=headers)


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
