"""What applicant and caseworker write to one another."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from puljer import actions, fremvisning, indhold
from puljer.choices import JA
from puljer.forms.send import BeskedForm, ConfirmForm
from puljer.models import Ansoegning, Deltager
from puljer.views.adgang import entered, writer_mark
from puljer.views.hvem import Hvem, refuse
from rudersdal_frivillig.grundlag import limits

# Each is a mail to the caseworker.
MOST_BESKEDER, DAY = 20, 24 * 60 * 60


@entered
def besked_list(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    ansoegning, deltager = hvem.ansoegning, hvem.deltager
    may_write = bool(ansoegning.is_sent and deltager and deltager.may_write)
    form = BeskedForm(request.POST or None) if may_write else None
    if form and deltager and form.is_valid():

        def perform() -> str:
            _write(ansoegning, form.cleaned_data["tekst"], deltager)
            return f"{request.path}#beskeder"

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "ansoegning": ansoegning,
        "hvem": hvem,
        "form": form,
        "writer": writer_mark(hvem),
        "beskeder": ansoegning.beskeder.all(),
    }
    return render(request, "puljer/besked_list.html", context)


def _write(ansoegning: Ansoegning, tekst: str, deltager: Deltager) -> None:
    whom = str(ansoegning.pk)
    if limits.is_over("beskeder", whom, most=MOST_BESKEDER, seconds=DAY):
        raise limits.TooMany
    actions.write_to_staff(ansoegning, tekst, deltager=deltager)


@entered
def ansoegning_confirm(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """Staff wrote it down: is it right?"""
    ansoegning, deltager = hvem.ansoegning, hvem.deltager
    if not ansoegning.waits_for_confirmation:
        return redirect(ansoegning)
    if deltager is None or not deltager.may_send:
        return refuse(request, hvem)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            if form.cleaned_data["svar"] == JA:
                actions.confirm(ansoegning, at=hvem.at)
                return ansoegning.get_absolute_url()
            _write(ansoegning, form.cleaned_data["tekst"], deltager)
            return reverse("puljer:besked_list", args=[ansoegning.noegle])

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "ansoegning": ansoegning,
        "form": form,
        "dele": _read(ansoegning),
        "writer": writer_mark(hvem),
    }
    return render(request, "puljer/ansoegning_confirm.html", context)


def _read(ansoegning: Ansoegning) -> list[fremvisning.Afsnit]:
    """What was sent last, or the draft."""
    last = ansoegning.indsendte.order_by("-nummer").first()
    return fremvisning.read(last.indhold if last else indhold.build(ansoegning))
