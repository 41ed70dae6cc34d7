from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "inkludering.mailbox"
    label = "mailbox"
