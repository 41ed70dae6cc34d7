"""The bare reference: one file that does only the necessary work of each measured call.

The event page: three queries and a template of about ten kilobytes. A registration: a ModelForm, a lock
on the event row, a count and an insert. A check-in: an update and an insert. No privacy, no mail, no log.
"""
# ruff: noqa: DJ008  # nobody reads a row of the reference

import json
import os
import uuid
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

URL = urlsplit(os.environ.get("BARE_DATABASE_URL", "postgres://x@127.0.0.1:1/x"))

if not settings.configured:
    settings.configure(
        SECRET_KEY="bare",  # a reference for measuring
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=["django.contrib.contenttypes", "tests.bench"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "HOST": URL.hostname,
                "PORT": URL.port,
                "USER": URL.username,
                "NAME": URL.path.lstrip("/"),
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 6}},
            }
        },
    )
    django.setup()

from django import forms  # noqa: E402  # settings come first in one file
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse  # noqa: E402
from django.middleware.csrf import get_token  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402


class Event(models.Model):
    class Meta:
        app_label = "bench"

    title = models.CharField(max_length=100)
    capacity = models.IntegerField(default=100_000)


class Item(models.Model):
    class Meta:
        app_label = "bench"

    event = models.ForeignKey(Event, models.CASCADE)
    title = models.CharField(max_length=200)
    at = models.CharField(max_length=5)


class Registration(models.Model):
    class Meta:
        app_label = "bench"

    event = models.ForeignKey(Event, models.CASCADE)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField()
    organisation = models.CharField(max_length=100, blank=True)
    sector = models.CharField(max_length=20)
    arrived = models.BooleanField(default=False)


class Scan(models.Model):
    class Meta:
        app_label = "bench"

    scan_id = models.UUIDField(unique=True)
    registration = models.ForeignKey(Registration, models.CASCADE)


MODELS = [Event, Item, Registration, Scan]


class RegistrationForm(forms.ModelForm):  # type: ignore[type-arg]  # a reference
    class Meta:
        model = Registration
        fields = ["first_name", "last_name", "email", "organisation", "sector"]


WORDS = "Ord om posten. " * 30
PAGE = Template(
    "<!doctype html><html lang=nb><title>{{ event.title }}</title><h1>{{ event.title }}</h1>{{ taken }}"
    "<ol>{% for item in items %}<li><time>{{ item.at }}</time><h3>{{ item.title }}</h3>"
    f"<p>{WORDS}</p>{{% endfor %}}</ol></html>"
)
FORM = Template(
    "<!doctype html><form method=post><input name=csrfmiddlewaretoken value={{ token }}>{{ form }}</form>"
)
THANKS = Template("<!doctype html><title>Takk</title><h1>Plassen er din</h1><p>{{ name }}</p>")


def page(request: HttpRequest) -> HttpResponse:
    event = Event.objects.get(pk=1)
    taken = Registration.objects.filter(event=event).count()
    return HttpResponse(
        PAGE.render(Context({"event": event, "taken": taken, "items": Item.objects.filter(event=event)}))
    )


_cached: dict[str, bytes] = {}


def cached_page(request: HttpRequest) -> HttpResponse:
    event = Event.objects.get(pk=1)
    if event.title not in _cached:
        _cached[event.title] = page(request).content
    return HttpResponse(_cached[event.title])


def register(request: HttpRequest) -> HttpResponse:
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            event = Event.objects.select_for_update().get(pk=1)
            if Registration.objects.filter(event=event).count() < event.capacity:
                form.instance.event = event
                form.save()
        return HttpResponseRedirect(f"/thanks/{form.instance.pk}/")
    return HttpResponse(FORM.render(Context({"form": form, "token": get_token(request)})))


def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(THANKS.render(Context({"name": Registration.objects.get(pk=pk).first_name})))


@csrf_exempt
def scan(request: HttpRequest) -> HttpResponse:
    sent: dict[str, Any] = json.loads(request.body)["scans"][0]
    Registration.objects.filter(pk=sent["registration"]).update(arrived=True)
    Scan.objects.create(scan_id=uuid.UUID(sent["id"]), registration_id=sent["registration"])
    return JsonResponse({"stored": sent["id"]})


def prepare(people: int) -> None:
    """Tables, one event with eighteen items, and ``people`` registrations."""
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    event = Event.objects.create(title="Arbeidsinkludering")
    Item.objects.bulk_create(
        Item(event=event, title=f"Post {n}", at=f"{8 + n // 6:02}.{n % 6}0") for n in range(18)
    )
    Registration.objects.bulk_create(
        Registration(event=event, first_name=f"Kari {n}", email=f"k{n}@example.org", sector="public")
        for n in range(people)
    )


urlpatterns = [
    path("helse/lever", lambda request: HttpResponse("ok")),
    path("event/", page),
    path("cached/", cached_page),
    path("register/", register),
    path("thanks/<int:pk>/", thanks),
    path("scan/", scan),
]
application = get_wsgi_application()
