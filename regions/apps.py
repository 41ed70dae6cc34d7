from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = _("Regions")

    def ready(self) -> None:
        from inkludering.accounts import second_factor  # noqa: PLC0415  # models are loaded first
        from inkludering.context import site_extras  # noqa: PLC0415  # models are loaded first
        from inkludering.outbox.kinds import register  # noqa: PLC0415  # models are loaded first
        from regions import context, emails, rules  # noqa: PLC0415  # models are loaded first

        register(emails.INVITATION, emails.render_invitation)
        second_factor.predicates.add(rules.needs_second_factor)
        site_extras.add(context.menu)
