from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events import extras  # noqa: PLC0415  # models are loaded first
        from events.services.renaming import follow_rename  # noqa: PLC0415
        from regions.hooks import after_rename  # noqa: PLC0415

        extras.register_tabs()
        extras.register_region_facts()
        after_rename.add(follow_rename)
