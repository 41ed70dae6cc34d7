from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        from workshops import extras, signs, tags  # noqa: PLC0415  # models are loaded first

        extras.register()
        signs.register()
        tags.register()
