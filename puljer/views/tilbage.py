"""Taking back: the application, a draft, or what was changed since it was sent."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puljer import actions
from puljer.forms.send import WithdrawForm
from puljer.views.adgang import entered, writer_mark
from puljer.views.hvem import Hvem, NotContact, find, refuse
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.idempotency import OnceForm


@entered
def ansoegning_withdraw(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    ansoegning, deltager = hvem.ansoegning, hvem.deltager
    if not ansoegning.may_be_withdrawn:
        return redirect(ansoegning)
    if deltager is None or not deltager.may_send:
        return refuse(request, hvem)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            said = form.cleaned_data["hvorfor"]
            actions.withdraw(ansoegning, deltager=deltager, hvorfor=said)
            return reverse("puljer:ansoegning_receipt", args=[ansoegning.noegle])

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"ansoegning": ansoegning, "form": form, "writer": writer_mark(hvem)}
    return render(request, "puljer/ansoegning_withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_delete(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """The answer to the press is the last page there is about the draft.

    The door is inside, since nobody can come in once it is gone: the second of a double
    click is told the same as the first.
    """
    form = OnceForm(request.POST or None)
    if form.is_valid():
        try:
            path, perform = request.path, lambda: _delete(request, noegle)
            context = {"pulje_url": form.perform_once(path, perform)}
            return render(request, "puljer/ansoegning_deleted.html", context)
        except ValidationError as error:
            form.add_error(None, error)
        except (access.NotEntered, NotContact):
            pass
    response: HttpResponse = _ask_to_delete(request, noegle, form=form)
    return response


def _delete(request: HttpRequest, noegle: UUID) -> str:
    hvem = find(request, noegle)
    if not hvem.may_send:
        raise NotContact
    actions.delete_draft(hvem.ansoegning)
    return hvem.ansoegning.pulje.get_absolute_url()


@entered
def _ask_to_delete(request: HttpRequest, hvem: Hvem, form: OnceForm) -> HttpResponse:
    if hvem.ansoegning.is_sent:
        return redirect(hvem.ansoegning)
    if not hvem.may_send:
        return refuse(request, hvem)
    context = {"ansoegning": hvem.ansoegning, "form": form}
    return render(request, "puljer/ansoegning_delete.html", context)


@entered
def ansoegning_discard(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    ansoegning = hvem.ansoegning
    if not ansoegning.has_unsent_changes or not hvem.may_write:
        return redirect(ansoegning)
    form = OnceForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            actions.discard_changes(ansoegning, at=hvem.at, by=hvem.by)
            return ansoegning.get_absolute_url()

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    last = ansoegning.indsendte.order_by("-nummer").first()
    context = {"ansoegning": ansoegning, "form": form, "version": last}
    return render(request, "puljer/ansoegning_discard.html", context)
