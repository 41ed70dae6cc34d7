"""What coordinators do with a registration on somebody's behalf."""

from datetime import datetime

from django.db import transaction

from inkludering.accounts.models import User
from participants.models import Registration
from participants.services.changing import change, change_address
from participants.services.registering import Answers


@transaction.atomic
def change_for(*, registration: Registration, answers: Answers, now: datetime, by: User) -> Registration:
    """New answers and, where it differs, a new address, which gets its own mail and link.

    Raises ``DomainError`` for a cancelled registration, and for an address that is registered already.
    """
    changed = change(registration=registration, answers=answers, now=now, by=by)
    if answers.email and answers.email != registration.participant.email:
        changed = change_address(registration=changed, email=answers.email, now=now, by=by)
    return changed
