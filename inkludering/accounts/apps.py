from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "inkludering.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from inkludering.accounts import emails, middleware  # noqa: PLC0415  # models are loaded first
        from inkludering.outbox.kinds import register  # noqa: PLC0415  # models are loaded first

        user_logged_in.connect(middleware.note_login, dispatch_uid="accounts.note_login")
        for kind in emails.KINDS:
            register(kind, emails.render)
