from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from rudersdal_frivillig.demo.forms import BilagForm, BudgetForm, ByggeklodserForm
from rudersdal_frivillig.grundlag import autosave, uploads
from rudersdal_frivillig.grundlag.models import Brev
from rudersdal_frivillig.grundlag.rows import asks_to_rearrange

RIGHT = "byggeklodser_rigtigt"
NOTES = [
    Message(constants.SUCCESS, "Din besked er sendt."),
    Message(constants.INFO, "Du får svar inden fem hverdage."),
    Message(constants.WARNING, "Opslaget vises kun til fredag."),
]
STEPS = [
    {"title": "Om dig", "url": "#indhold", "state": "done"},
    {"title": "Om hjælpen", "url": "#indhold", "state": "current"},
    {"title": "Send", "url": "#indhold", "state": "ahead"},
]


@require_safe
@never_cache
def postkasse(request: HttpRequest) -> HttpResponse:
    """The demo's mails, newest first, so that their links can be used."""
    return render(request, "postkasse.html", {"breve": Brev.objects.all()[:100]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def byggeklodser(request: HttpRequest) -> HttpResponse:
    """Every piece that pages are built of, and the forms with their errors."""
    budget = BudgetForm(request.POST or None)
    if autosave.is_autosave(request):
        return _autosave(budget)
    if budget.is_valid():
        return redirect(RIGHT)
    return _show(request, budget, BilagForm())


def _autosave(budget: BudgetForm) -> HttpResponse:
    """A draft is kept with its faults, but not without the number of its version."""
    if "version" in budget.errors:
        return autosave.not_saved("Rettet i et andet vindue. Åbn siden igen.")
    udgifter = budget.formsets["udgifter"]
    version = budget.cleaned_data["version"] + 1
    return autosave.saved(version, {"udgifter-sum": udgifter.sum_text})


@require_POST
@never_cache
def byggeklodser_bilag(request: HttpRequest) -> HttpResponse:
    if asks_to_rearrange(request.POST):
        return redirect(RIGHT)
    bilag = BilagForm(request.POST, request.FILES)
    if uploads.is_scripted(request):
        wrong = bilag.errors.get("bilag")
        return (
            uploads.not_taken(str(wrong[0])) if wrong else uploads.taken(reverse(RIGHT))
        )
    if bilag.is_valid():
        return redirect(RIGHT)
    return _show(request, BudgetForm(), bilag)


@require_safe
def byggeklodser_rigtigt(request: HttpRequest) -> HttpResponse:
    return render(request, "byggeklodser_rigtigt.html")


def _show(request: HttpRequest, budget: BudgetForm, bilag: BilagForm) -> HttpResponse:
    context = {
        "form": ByggeklodserForm(request.GET if "fejl" in request.GET else None),
        "budget": budget,
        "bilag": bilag,
        "notes": NOTES,
        "steps": STEPS,
        "tags": ["Ny", "3 pladser tilbage", "Kræver børneattest"],
        "rows": [("Tid", "1 time om ugen"), ("Hvornår", "Hverdage om formiddagen")],
        "heads": ["Fagområde", "Opslag", "Henvendelser"],
        "table": [("Ældre og sundhed", "31", "54"), ("Børn 0-6 år", "14", "1.204")],
    }
    return render(request, "byggeklodser.html", context)
