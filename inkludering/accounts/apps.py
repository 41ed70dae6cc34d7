from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "inkludering.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from inkludering.accounts import emails
        from inkludering.outbox.kinds import register

        for kind in emails.KINDS:
            register(kind, emails.render)
