from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from puljer import actions
from puljer.forms.send import CopyForm
from puljer.models import Ansoegning, Deltager, Pulje, Runde
from puljer.views.adgang import enter, entered
from puljer.views.hvem import Hvem, refuse
from rudersdal_frivillig.grundlag import access


@entered
def ansoegning_copy(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """Begin a new one with what this one says, in a round that is open now."""
    deltager = hvem.deltager
    if deltager is None or not deltager.may_send:
        return refuse(request, hvem)
    ansoegning = hvem.ansoegning
    runder = Runde.objects.open(hvem.at).filter(pulje=ansoegning.pulje)
    form = CopyForm(request.POST or None, runder=runder.order_by("frist"))
    if form.is_valid():

        def perform() -> str:
            runde = form.cleaned_data["runde"]
            made = actions.copy(ansoegning, runde, deltager, at=hvem.at)
            enter(request, made.deltagere.get())
            return made.get_absolute_url()

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"ansoegning": ansoegning, "form": form, "runder": runder}
    return render(request, "puljer/ansoegning_copy.html", context)


def earlier(request: HttpRequest, pulje: Pulje) -> list[Ansoegning]:
    """Applications to `pulje` that one is in with this browser, to begin from."""
    rows = Deltager.objects.active().filter(ansoegning__runde__pulje=pulje)
    mine = access.all_held(request, actions.ANSOEGNING, rows)
    related = mine.select_related("ansoegning__runde__pulje")
    return [deltager.ansoegning for deltager in related if deltager.may_send]
