from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "inkludering.accounts"
    label = "accounts"
    verbose_name = "Accounts"
