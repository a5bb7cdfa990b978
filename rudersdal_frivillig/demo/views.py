from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rudersdal_frivillig.demo.forms import ByggeklodserForm
from rudersdal_frivillig.grundlag.models import Brev

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


@require_safe
def byggeklodser(request: HttpRequest) -> HttpResponse:
    """Every piece that pages are built of, and the form with its errors on request."""
    context = {
        "form": ByggeklodserForm(request.GET if "fejl" in request.GET else None),
        "notes": NOTES,
        "steps": STEPS,
        "tags": ["Ny", "3 pladser tilbage", "Kræver børneattest"],
        "rows": [("Tid", "1 time om ugen"), ("Hvornår", "Hverdage om formiddagen")],
        "heads": ["Fagområde", "Opslag", "Henvendelser"],
        "table": [("Ældre og sundhed", "31", "54"), ("Børn 0-6 år", "14", "1.204")],
    }
    return render(request, "byggeklodser.html", context)
