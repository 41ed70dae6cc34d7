"""What the door's script says. It takes the words along in the page, since it also speaks without a network.

Names in braces are filled in by the script.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# On the list.
ROWS: dict[str, str | Promise] = {
    "check_in": _("Check in"),
    "let_in": _("Let in"),
    "in_at": _("in at {at}"),
    "is_said": _("Said “{say}”."),
    "undo": _("Undo"),
    "undo_of": _("Undo the check-in of {name}"),
    "more_of": _("Name and more: {name}"),
    "hits": _("{number} in the list"),
    "check_in_one": _("Check in 1"),
    "check_in_number": _("Check in {number}"),
}

# After a tap or a code.
VERDICTS: dict[str, str | Promise] = {
    "hello": _("Hi, {name}!"),
    "in_since": _("Checked in at {at}."),
    "already": _("{name} is in already,"),
    "since": _("since {at}."),
    "undone": _("The check-in of {name} is undone."),
    "check_in_again": _("Check in again"),
    "several_in": _("{number} are in. Welcome!"),
    "saved": _("Saved."),
    "counted": _("The count is saved."),
    "unknown_code": _("This code is not in the list here. It is kept, and checked at the next contact."),
    "no_code": _("This is not the code of a name tag from here."),
    "no_camera": _("The camera does not start. Type three letters of the name instead."),
}

# The line that is always there.
STATUS: dict[str, str | Promise] = {
    "loading": _("Fetching the list …"),
    "ready": _("Ready. Works without a network."),
    "ready_online": _("Ready, as long as there is a network."),
    "away": _("No network. Check in as usual; everything is handed in when the network is back."),
    "portal": _("The network here wants a login or the like. Check in as usual; nothing is lost."),
    "trouble": _("The server does not answer as it should. Check in as usual; it is tried again and again."),
    "closed": _("The door is closed on this device."),
    "elsewhere": _("This device stands at another door."),
    "full": _("This device has no room left. Keep this page open until everything is handed in."),
    "all_sent": _("Everything is handed in."),
    "one_unsent": _("1 kept here, {age}."),
    "unsent": _("{number} kept here, the oldest {age}."),
    "just_now": pgettext_lazy("age of what is kept", "just now"),
    "minutes": pgettext_lazy("age of what is kept", "{number} min ago"),
    "left_one": _("1 check-in here is not handed in. Open the door again, and it is."),
    "left_number": _("{number} check-ins here are not handed in. Open the door again, and they are."),
}

# Screen lock, trial, walk-in, kiosk.
PARTS: dict[str, str | Promise] = {
    "on_shift": _("On shift: {name}"),
    "pin_wrong": _("That is not the PIN of anybody on shift."),
    "pin_rest": _("Ten wrong tries. Wait five minutes, or ask the coordinator."),
    "trial_page": _("The page is kept on this device."),
    "trial_no_page": _("The page is not kept on this device yet. Wait a moment and try again."),
    "trial_list": _("{number} names are kept on this device."),
    "trial_no_list": _("There are no names on this device yet."),
    "trial_kept": _("A trial check-in was kept here, without the network."),
    "trial_not_kept": _("The trial check-in could not be kept. Is this device full?"),
    "trial_done": _("The trial check-in arrived. The device is ready."),
    "trial_waits": _("The trial check-in has not arrived yet. It goes out with the next contact."),
    "print_away": _("Printing needs the network. Write the tag by hand, or try again when it is back."),
    "lacks_first_name": _("Write a first name."),
    "lacks_sector": _("Choose one of the four."),
    "kiosk_hint": _("Write the first three letters of your name."),
    "kiosk_many": _("Many begin like that. Write one letter more."),
    "kiosk_tap": _("Tap your name."),
    "kiosk_none": _("We do not find that name. Ask somebody at the door."),
    "kiosk_welcome": _("Welcome, {name}!"),
    "kiosk_already": _("You are checked in already, {name}. Welcome!"),
}


def words() -> dict[str, str]:
    """All of it in the language of the moment."""
    return {key: str(text) for key, text in (ROWS | VERDICTS | STATUS | PARTS).items()}
