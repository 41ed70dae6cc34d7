"""The database itself refuses to change an invoice or a payment: see ``_accounts_kept``."""

from django.db import migrations

from participants.migrations import _accounts_kept


class Migration(migrations.Migration):
    dependencies = [("participants", "0006_invoices")]

    operations = [migrations.RunPython(_accounts_kept.forth, _accounts_kept.back)]
