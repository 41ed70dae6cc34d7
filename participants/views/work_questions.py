"""The extra questions of an event: add, change, move, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.forms.asking import QuestionForm
from participants.models import Question
from participants.services.asking import delete_question, move_question, save_question
from regions import rules

BY_QUESTION = {"event_id": "event_id", "question_id": "pk"}


def _write(request: UserRequest, question: Question) -> HttpResponse:
    form = QuestionForm(request.POST if request.method == "POST" else None, question=question)
    if form.is_valid():
        try:
            save_question(question=form.filled(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("participants_work:sign_up", question.event_id)
        except DomainError as error:
            form.add_error(None, str(error))
    event = question.event
    context = {"event": event, "event_tabs": tabs_for(request, event), "form": form, "question": question}
    return render(request, "participants/work/question.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def add(request: UserRequest, event: Event) -> HttpResponse:
    return _write(request, Question(event=event))


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Question, rules.can_edit_event, by=BY_QUESTION)
def change(request: UserRequest, question: Question) -> HttpResponse:
    return _write(request, question)


@require_POST
@loads(Question, rules.can_edit_event, by=BY_QUESTION)
def up(request: UserRequest, question: Question) -> HttpResponse:
    move_question(question=question, up=True, by=request.user)
    return redirect("participants_work:sign_up", question.event_id)


@require_POST
@loads(Question, rules.can_edit_event, by=BY_QUESTION)
def down(request: UserRequest, question: Question) -> HttpResponse:
    move_question(question=question, up=False, by=request.user)
    return redirect("participants_work:sign_up", question.event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Question, rules.can_edit_event, by=BY_QUESTION)
def delete(request: UserRequest, question: Question) -> HttpResponse:
    """Asks first: the answers go, too."""
    event = question.event
    if request.method == "POST":
        with flash_errors(request):
            delete_question(question=question, by=request.user)
            messages.success(request, _("The question and its answers are deleted."))
        return redirect("participants_work:sign_up", event.pk)
    context = {"event": event, "event_tabs": tabs_for(request, event), "question": question}
    return render(
        request, "participants/work/question_delete.html", context | {"answers": question.answers.count()}
    )
