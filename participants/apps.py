from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = _("Participants")

    def ready(self) -> None:
        from events import hooks  # noqa: PLC0415  # models exist only now
        from participants import door_mail, emails, extras, fee_blocks, invoice_mail, services  # noqa: PLC0415
        from participants.services.days_going import refuse_days_people_come_for  # noqa: PLC0415

        emails.register_kinds()
        invoice_mail.register_kind()
        door_mail.register_kind()
        fee_blocks.register()
        extras.register_tabs()
        extras.register_blocks()
        extras.register_cookies()
        hooks.after_copy.add(services.copy_sign_up)
        hooks.after_capacity_change.add(services.follow_capacity)
        hooks.before_days_go.add(refuse_days_people_come_for)
        hooks.after_cancel.add(services.tell_all_of_cancelled_event)
