"""Everything on the form beyond the questions all are asked, read together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from participants.fee_words import FeeWords, words_of_plan
from participants.forms.colleagues import (
    ADD,
    COUNT,
    DROP,
    MOST_COLLEAGUES,
    ColleagueForm,
    HelperForm,
    how_many,
)
from participants.forms.extras import ExtrasForm
from participants.forms.needs import NeedsForm, has_needs
from participants.forms.payers import PayerForm
from participants.money import money
from participants.services import Answers
from participants.services.asking import Asked
from participants.services.signing_up import Helper, Person, Sheet, paid_by

ASKS_MORE = (COUNT, ADD, DROP, "for_other", "together")


@dataclass
class Colleague:
    """One block: who, and the extra answers."""

    form: ColleagueForm
    extras: ExtrasForm


@dataclass
class More:
    """The forms of one event. ``needs`` and ``helper`` are None where the event does not ask."""

    asked: Asked
    extras: ExtrasForm
    needs: NeedsForm | None
    helper: HelperForm | None
    payer: PayerForm | None = None
    colleagues: list[Colleague] = field(default_factory=list)

    def forms(self) -> list[forms.Form]:
        """All that must be right. A colleague's block that was left empty is not there."""
        found: list[forms.Form | None] = [self.extras, self.payer, self.needs, self.helper]
        for colleague in self.filled():
            found += [colleague.form, colleague.extras]
        return [form for form in found if form is not None]

    def filled(self) -> list[Colleague]:
        return [colleague for colleague in self.colleagues if not colleague.form.is_empty]

    def is_valid(self) -> bool:
        """Every form is asked, so that all errors show at once."""
        return not [form for form in self.forms() if not form.is_valid()]

    @property
    def is_for_other(self) -> bool:
        return self.helper is not None and self.helper.is_for_other

    @property
    def errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self.forms())

    @property
    def may_add(self) -> bool:
        return len(self.colleagues) < MOST_COLLEAGUES

    @property
    def opens_party(self) -> bool:
        return bool(self.colleagues) or (
            self.helper is not None and bool(self.helper.initial or self.is_for_other)
        )

    def agrees(self, email: str) -> bool:
        """Do the valid forms fit each other? Says in them what does not."""
        self._refuse_same_address(email)
        self._refuse_needs_of_another()
        if self.payer is not None and self.to_pay():
            self.payer.must_be_whole()
        return not self.errors

    @property
    def fee_words(self) -> FeeWords | None:
        plan = self.asked.plan
        return words_of_plan(plan, plan.event) if plan else None

    @property
    def prices(self) -> str:
        """What each price costs, in hundredths, as ``total.js`` reads it."""
        return " ".join(f"{one.pk}:{one.amount}" for one in self.asked.prices if not one.code)

    @property
    def no_money(self) -> str:
        return money(0, self.asked.plan.currency) if self.asked.plan else ""

    @property
    def total_words(self) -> str:
        """The sum for everybody on the valid form; "" where nothing costs anything."""
        return money(self.to_pay(), self.asked.plan.currency) if self.asked.plan else ""

    def to_pay(self) -> int:
        """The sum for everybody on the valid form."""
        amounts = {one.pk: one.amount for one in self.asked.prices}
        chosen = [self.extras.fee, *(one.extras.fee for one in self.filled())]
        return sum(amounts.get(one.type_id or 0, 0) for one in chosen if one and not one.code)

    def _refuse_same_address(self, email: str) -> None:
        """Two people cannot share an address: each gets a link of their own."""
        seen = {email}
        for colleague in self.filled():
            address = str(colleague.form.cleaned_data["email"])
            if address in seen:
                colleague.form.add_error("email", _("This address stands on the form already."))
            seen.add(address)

    def _refuse_needs_of_another(self) -> None:
        """Nobody can consent for another person."""
        if self.is_for_other and self.needs is not None and self.needs.wanted():
            words = _("Only the person can say yes to this, from the link in the mail, or by ringing us.")
            self.needs.add_error(None, words)

    def sheet(self, first: Answers) -> Sheet:
        """As the services take it."""
        needs = tuple(self.needs.wanted()) if self.needs else ()
        others = [Person(one.form.answers(first), one.extras.extras()) for one in self.filled()]
        people = [Person(first, self.extras.extras(), needs), *others]
        if self.payer is not None:
            people = [paid_by(person, self.payer.payer()) for person in people]
        return Sheet(people, together=self._said("together"), helper=self._helper())

    def _said(self, name: str) -> bool:
        return self.helper is not None and bool(self.helper.cleaned_data[name])

    def _helper(self) -> Helper | None:
        if self.helper is None or not self._said("for_other"):
            return None
        return Helper(self.helper.cleaned_data["helper_name"], self.helper.cleaned_data["helper_email"])


def says_more(data: Any) -> bool:
    """Did somebody fill in or press anything beyond the five questions?"""
    return has_needs(data) or any(data.get(name) for name in ASKS_MORE)


def asks_for_blocks(data: Any) -> bool:
    """Was the button for one more colleague, or one fewer, pressed?"""
    return ADD in data or DROP in data


def read_more(data: Any, asked: Asked) -> More:
    """The forms as they were sent, or empty ones."""
    asks = asked.sign_up
    number = how_many(data or {}) if asks.takes_colleagues else 0
    return More(
        asked,
        ExtrasForm(data, asked=asked),
        NeedsForm(data) if asks.asks_needs else None,
        HelperForm(data) if asks.takes_colleagues else None,
        PayerForm(data) if asked.plan else None,
        [_colleague(data, one, asked) for one in range(number)],
    )


def _colleague(data: Any, number: int, asked: Asked) -> Colleague:
    prefix = f"colleague{number}"
    return Colleague(ColleagueForm(data, prefix=prefix), ExtrasForm(data, asked=asked, prefix=prefix))


def typed(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in a form that was sent, unjudged: to show it again without a word of blame."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def show_again(data: Any, asked: Asked) -> More:
    """The forms with all that was typed, one block for a colleague more or fewer, and nothing judged."""
    sent = read_more(data, asked)
    blocks = [(typed(one.form), typed(one.extras)) for one in sent.colleagues]
    dropped = str(data.get(DROP, ""))
    if dropped.isascii() and dropped.isdigit() and len(dropped) < 3 and int(dropped) < len(blocks):
        del blocks[int(dropped)]
    elif data.get(ADD) and len(blocks) < MOST_COLLEAGUES:
        blocks.append(({}, typed(sent.extras)))
    more = read_more(None, asked)
    pairs = [(more.extras, sent.extras), (more.needs, sent.needs), (more.helper, sent.helper)]
    for new, before in [*pairs, (more.payer, sent.payer)]:
        if new is not None and before is not None:
            new.initial = typed(before)
    for number, (who, extras) in enumerate(blocks):
        block = _colleague(None, number, asked)
        block.form.initial, block.extras.initial = who, extras
        more.colleagues.append(block)
    if more.colleagues:  # the page begins anew: lead on where somebody was, far down a long form
        more.colleagues[-1].form.fields["first_name"].widget.attrs["autofocus"] = True
    return more


@dataclass(frozen=True)
class Fault:
    """One line of the summary of errors. ``target`` is the id of the control; "" for the form itself."""

    target: str
    words: str


def faults_of(judged: Sequence[forms.BaseForm]) -> list[Fault]:
    """All that must be put right, over every form of the page."""
    found = []
    for form in judged:
        found += [Fault("", str(error)) for error in form.non_field_errors()] if form.is_bound else []
        for bound in form:
            for error in bound.errors if form.is_bound else []:
                target = f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.id_for_label
                found.append(Fault(target, f"{str(bound.label).replace('?', '')}: {error}"))
    return found
