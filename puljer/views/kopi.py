from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puljer import actions
from puljer.actions.skriv import LINK_LASTS
from puljer.forms.send import CopyForm
from puljer.models import Deltager, Runde
from puljer.views import hvem
from rudersdal_frivillig.grundlag import access


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_copy(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """Begin a new one with what this one says, in a round that is open now."""
    who = hvem.find(request, noegle)
    deltager = who.deltager
    if deltager is None or not deltager.may_send:
        return hvem.refuse(request, who)
    ansoegning = who.ansoegning
    runder = Runde.objects.open(who.at).filter(pulje=ansoegning.pulje)
    form = CopyForm(request.POST or None, runder=runder.order_by("frist"))
    if form.is_valid():

        def perform() -> str:
            runde = form.cleaned_data["runde"]
            made = actions.copy(ansoegning, runde, deltager, at=who.at)
            _enter(request, made.deltagere.get())
            return made.get_absolute_url()

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"ansoegning": ansoegning, "form": form, "runder": runder}
    return render(request, "puljer/ansoegning_copy.html", context)


def _enter(request: HttpRequest, deltager: Deltager) -> None:
    """Open the new one in this browser, which has shown that it has the e-mail."""
    adgang, _ = access.give(
        deltager.email, actions.ANSOEGNING, deltager, lasts=LINK_LASTS
    )
    access.enter(request, adgang)
