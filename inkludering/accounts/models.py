"""The people who work here. Participants have no account."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inkludering.privacy import Data, Keep, personal


class UserManager(BaseUserManager["User"]):
    """Accounts come by invitation and never have a password."""

    def create_user(self, email: str, name: str = "", **extra: Any) -> "User":
        user = self.model(email=email.strip().lower(), name=name, **extra)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A coordinator, facilitator, adviser … known by e-mail; signs in with a code or a passkey."""

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(
                name="accounts_user_language_known",
                condition=Q(language__in=[code for code, _n in settings.LANGUAGES]),
            ),
        ]

    email = personal(models.EmailField(_("e-mail"), unique=True), Data.CONTACT, Keep.WHILE_ROLE)
    name = personal(models.CharField(_("name"), max_length=120, blank=True), Data.IDENTITY, Keep.WHILE_ROLE)
    language = models.CharField(_("language"), max_length=5, default="nb")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email
