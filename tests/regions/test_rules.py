"""The truth table of who may do what, written out once more by hand."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from inkludering.accounts.models import User
from regions import rules
from regions.models import NATIONAL_KINDS, Region, RoleKind
from tests.factories import make_event, make_organisation, make_region, make_role, make_user

# Columns: national administrator, national adviser, coordinator, working-group member, facilitator,
# inclusion officer, finance.
COLUMNS = list(RoleKind)
TRUTH = {
    "work_here": "yes yes yes yes yes yes yes",
    "see_event": "yes yes yes yes yes yes yes",
    "edit_event": "yes no yes no no no no",
    "publish_event": "yes no yes no no no no",
    "waive_founding_rule": "yes no no no no no no",
    "see_registrations": "yes yes yes yes no yes yes",
    "manage_registrations": "yes no yes no no no no",
    "export_registrations": "yes no yes no no no no",
    "see_needs": "no no no no no yes no",
    "see_kitchen": "yes no yes yes no yes no",
    "set_fees": "yes no yes no no no yes",
    "see_accounts": "yes no yes no no no yes",
    "keep_accounts": "no no no no no no yes",
    "open_door": "yes no yes no no no no",
    "see_groups": "yes yes yes yes yes yes yes",
    "make_groups": "yes no yes no yes no no",
    "print_paper": "yes no yes no yes no no",
    "see_region": "yes yes yes yes yes yes yes",
    "edit_region": "yes no yes no no no no",
    "manage_regions": "yes no no no no no no",
    "edit_organisation": "yes no yes no no no no",
}
SECOND_FACTOR = "yes no no no no yes yes"
CASES = [
    pytest.param(action, kind, word == "yes", id=f"{action}-{kind.value}")
    for action, words in TRUTH.items()
    for kind, word in zip(COLUMNS, words.split(), strict=True)
]


def user_with(kind: RoleKind, region: Region) -> User:
    return make_role(kind, None if kind in NATIONAL_KINDS else region).user


def rule(action: str) -> Any:
    return getattr(rules, f"can_{action}")


def test_truth_table_names_every_rule() -> None:
    declared = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}

    assert declared == set(TRUTH) == set(rules.TABLE)


@pytest.mark.django_db
@pytest.mark.parametrize(("action", "kind", "may"), CASES)
def test_rule_in_own_and_other_region(action: str, kind: RoleKind, may: bool) -> None:
    own, other = make_region(), make_region()
    user = user_with(kind, own)

    assert rule(action)(user, own) is may
    assert rule(action)(user, make_event(region=own)) is may
    assert rule(action)(user, other) is (may and kind in NATIONAL_KINDS)
    assert rule(action)(user, make_event(region=other)) is (may and kind in NATIONAL_KINDS)
    assert rule(action)(user, None) is may


@pytest.mark.django_db
@pytest.mark.parametrize("action", TRUTH)
def test_rule_says_no_to_those_without_a_role(action: str) -> None:
    region = make_region()
    closed = make_role(RoleKind.NATIONAL_ADMINISTRATOR, None, make_user(is_active=False)).user

    for user in (make_user(), AnonymousUser(), closed):
        assert rule(action)(user, region) is False
        assert rule(action)(user, None) is False


@pytest.mark.django_db
def test_organisations_belong_to_no_region() -> None:
    coordinator = make_role(RoleKind.COORDINATOR, make_region()).user
    member = make_role(RoleKind.WORKING_GROUP_MEMBER, make_region()).user
    organisation = make_organisation()

    assert rules.can_edit_organisation(coordinator, organisation)
    assert not rules.can_edit_organisation(member, organisation)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "word"), list(zip(COLUMNS, SECOND_FACTOR.split(), strict=True)))
def test_second_factor_for_roles_that_see_much(kind: RoleKind, word: str) -> None:
    user = user_with(kind, make_region())

    assert rules.needs_second_factor(user) is (word == "yes")


@pytest.mark.django_db
def test_two_roles_add_up_each_in_its_region() -> None:
    first, second = make_region(), make_region()
    user = make_role(RoleKind.COORDINATOR, first).user
    make_role(RoleKind.FACILITATOR, second, user)

    assert rules.can_edit_event(user, first)
    assert not rules.can_edit_event(user, second)
    assert rules.can_make_groups(user, second)
