"""The signed-in user, for services that note who did it."""

from typing import cast

from django.http import HttpRequest

from inkludering.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The user of a page that asks for login."""
    return cast(User, request.user)
