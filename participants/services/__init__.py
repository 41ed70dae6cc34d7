"""What can be done with registrations; each verb is one transaction."""

from participants.emails import own_url
from participants.services.cancelling import cancel, tell_all_of_cancelled_event
from participants.services.changing import change, change_address
from participants.services.copying import copy_sign_up
from participants.services.own import find_by_link, find_by_version, send_lost_link, signed_up_again
from participants.services.registering import (
    Answers,
    Outcome,
    RegistrationClosedError,
    register,
    register_walk_in,
)
from participants.services.reminders import queue_reminders
from participants.services.retention import tidy
from participants.services.seats import (
    confirm_by_staff,
    fill_free_seats,
    follow_capacity,
    has_seat_for_next,
    let_in,
    place_in_line,
)

__all__ = [
    "Answers",
    "Outcome",
    "RegistrationClosedError",
    "cancel",
    "change",
    "change_address",
    "confirm_by_staff",
    "copy_sign_up",
    "fill_free_seats",
    "find_by_link",
    "find_by_version",
    "follow_capacity",
    "has_seat_for_next",
    "let_in",
    "own_url",
    "place_in_line",
    "queue_reminders",
    "register",
    "register_walk_in",
    "send_lost_link",
    "signed_up_again",
    "tell_all_of_cancelled_event",
    "tidy",
]
