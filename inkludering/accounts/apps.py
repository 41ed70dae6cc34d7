from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "inkludering.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from inkludering.accounts import emails  # noqa: PLC0415  # models are loaded first
        from inkludering.outbox.kinds import register  # noqa: PLC0415  # models are loaded first

        for kind in emails.KINDS:
            register(kind, emails.render)
