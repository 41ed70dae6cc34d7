"""Give somebody a role, and an account to use it with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from inkludering.accounts.invitations import invitation_link
from inkludering.errors import DomainError
from regions import services
from regions.models import REGIONAL_KINDS, Region, RoleKind


class Command(BaseCommand):
    help = "Invite: --administrator EMAIL, --coordinator REGION EMAIL, or --role KIND --region REGION EMAIL."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="with --role: whom to invite")
        parser.add_argument("--administrator", metavar="EMAIL", help="a national administrator")
        parser.add_argument("--adviser", metavar="EMAIL", help="a national adviser")
        parser.add_argument("--coordinator", nargs=2, metavar=("REGION", "EMAIL"))
        parser.add_argument("--role", choices=[kind.value for kind in REGIONAL_KINDS])
        parser.add_argument("--region", metavar="REGION", help="the region's address, such as telemark")
        parser.add_argument("--name", default="", help="the person's name")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, slug, email = self._wanted(options)
        region = self._region(slug) if slug else None
        try:
            made = services.invite(email=email, kind=kind, region=region, by=None, name=options["name"])
        except DomainError as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        where = f" in {region.name}" if region else ""
        self.stdout.write(f"{made.user.email} is {kind.value}{where}{'' if made.is_new else ' already'}.")
        self.stdout.write("The invitation is queued." if made.is_queued else "No new invitation is sent.")
        self.stdout.write(f"Log in here: {invitation_link(made.user)}")

    @staticmethod
    def _wanted(options: dict[str, Any]) -> tuple[RoleKind, str, str]:
        if options["administrator"]:
            return RoleKind.NATIONAL_ADMINISTRATOR, "", options["administrator"]
        if options["adviser"]:
            return RoleKind.NATIONAL_ADVISER, "", options["adviser"]
        if options["coordinator"]:
            return RoleKind.COORDINATOR, *options["coordinator"]
        if options["role"] and options["region"] and options["email"]:
            return RoleKind(options["role"]), options["region"], options["email"]
        raise CommandError("Say whom: --administrator EMAIL, --coordinator REGION EMAIL, or see --help.")

    @staticmethod
    def _region(slug: str) -> Region:
        region = Region.objects.filter(slug=slug).first()
        if region is None:
            known = ", ".join(Region.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no region {slug}. Known: {known or 'none yet'}.")
        return region
