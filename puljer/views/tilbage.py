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
from puljer.views import hvem
from rudersdal_frivillig.grundlag.idempotency import OnceForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_withdraw(request: HttpRequest, noegle: UUID) -> HttpResponse:
    who = hvem.find(request, noegle)
    ansoegning, deltager = who.ansoegning, who.deltager
    if not ansoegning.may_be_withdrawn:
        return redirect(ansoegning)
    if deltager is None or not deltager.may_send:
        return hvem.refuse(request, who)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            said = form.cleaned_data["hvorfor"]
            actions.withdraw(ansoegning, deltager=deltager, hvorfor=said)
            return reverse("puljer:ansoegning_receipt", args=[noegle])

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"ansoegning": ansoegning, "form": form}
    return render(request, "puljer/ansoegning_withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_delete(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """The answer to the press is the last page there is about the draft."""
    form = OnceForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            who = hvem.find(request, noegle)
            if not who.may_send:
                raise hvem.NotContact(who)
            actions.delete_draft(who.ansoegning)
            return who.ansoegning.pulje.get_absolute_url()

        try:
            pulje_url = form.perform_once(request.path, perform)
            context = {"pulje_url": pulje_url}
            return render(request, "puljer/ansoegning_deleted.html", context)
        except hvem.NotContact as error:
            return hvem.refuse(request, error.who)
        except ValidationError as error:
            form.add_error(None, error)
    return _ask_to_delete(request, noegle, form)


def _ask_to_delete(request: HttpRequest, noegle: UUID, form: OnceForm) -> HttpResponse:
    who = hvem.find(request, noegle)
    if who.ansoegning.is_sent:
        return redirect(who.ansoegning)
    if not who.may_send:
        return hvem.refuse(request, who)
    context = {"ansoegning": who.ansoegning, "form": form}
    return render(request, "puljer/ansoegning_delete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_discard(request: HttpRequest, noegle: UUID) -> HttpResponse:
    who = hvem.find(request, noegle)
    ansoegning = who.ansoegning
    if not ansoegning.has_unsent_changes or not who.may_write:
        return redirect(ansoegning)
    form = OnceForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            actions.discard_changes(ansoegning, at=who.at, by=who.by)
            return ansoegning.get_absolute_url()

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    last = ansoegning.indsendte.order_by("-nummer").first()
    context = {"ansoegning": ansoegning, "form": form, "version": last}
    return render(request, "puljer/ansoegning_discard.html", context)
