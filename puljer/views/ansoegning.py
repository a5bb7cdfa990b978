"""Beginning an application, finding the way back to it, and its front page."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puljer import actions, opslag, skemaindhold, trin
from puljer.forms import FindForm, StartForm
from puljer.models import Ansoegning, Deltager, Pulje, Runde
from puljer.retstekster import OPLYSNING
from puljer.views.adgang import enter, entered
from puljer.views.hvem import Hvem
from puljer.views.kopi import earlier
from rudersdal_frivillig.grundlag import limits, typed
from rudersdal_frivillig.grundlag.arrival import arrived
from rudersdal_frivillig.grundlag.models import Retstekst

# A library full of people may begin in an hour; a machine does not stop at forty.
MOST_FROM_ONE_PLACE, HOUR = 40, 60 * 60
# Each is a mail to an address that anyone may have typed.
MOST_FOR_ONE_EMAIL, DAY = 10, 24 * HOUR
MOST_ASKED = 5


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_create(request: HttpRequest, slug: str) -> HttpResponse:
    pulje = get_object_or_404(Pulje.objects.public(), slug=slug)
    runder = list(_open_rounds(pulje, arrived(request)))
    if not runder:
        return redirect(pulje) if request.method != "POST" else _closed(request, pulje)
    form = StartForm(request.POST or None, runder=runder)
    if form.is_valid():
        try:
            address = form.perform_once(request.path, lambda: _begin(request, form))
            return _go_in(request, form, address)
        except limits.TooMany as error:
            form.add_error(None, error)
        except actions.NotOpen:
            return _closed(request, pulje)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "pulje": pulje,
        "runde": runder[0] if len(runder) == 1 else None,
        "tidligere": earlier(request, pulje),
        "udgangspunkt": opslag.find(request) if pulje.aabne_opslag else None,
        "oplysning": Retstekst.objects.in_use().filter(noegle=OPLYSNING).first(),
    }
    return render(request, "puljer/ansoegning_create.html", context)


def _open_rounds(pulje: Pulje, at: datetime) -> list[Runde]:
    rows = pulje.runder.open(at).order_by("frist", "pk")
    for runde in rows:
        runde.pulje = pulje
    return list(rows)


def _closed(request: HttpRequest, pulje: Pulje) -> HttpResponse:
    context = {"pulje": pulje, **typed.typed(request)}
    return render(request, "puljer/ansoegning_too_late.html", context, status=409)


def _begin(request: HttpRequest, form: StartForm) -> str:
    place, email = limits.address_of(request), form.cleaned_data["email"].casefold()
    most = MOST_FOR_ONE_EMAIL
    if limits.is_over(
        "ansoegning", place, most=MOST_FROM_ONE_PLACE, seconds=HOUR
    ) or limits.is_over("ansoegning", email, most=most, seconds=DAY):
        raise limits.TooMany
    facts = opslag.facts(opslag.find(request), form.runde)
    made = actions.start(form.runde, form.deltager, at=arrived(request), **facts)
    return made.get_absolute_url()


def _go_in(request: HttpRequest, form: StartForm, address: str) -> HttpResponse:
    """Also for the second of a double click, which shows that it has the first's key:
    its answer is the one that the browser keeps."""
    noegle = address.rstrip("/").rpartition("/")[2]
    email = form.cleaned_data["email"]
    mine = Deltager.objects.active().from_email(email)
    deltager = mine.filter(ansoegning__noegle=noegle).first()
    if deltager:
        enter(request, deltager)
        messages.success(
            request,
            f"Vi har sendt et link til {deltager.email}. Gem mailen: Med linket kan du "
            "altid komme tilbage. I kan begynde at skrive nu.",
        )
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_find(request: HttpRequest) -> HttpResponse:
    """The same answer whether the e-mail is known or not."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        try:
            form.perform_once(request.path, lambda: _send_links(request, form))
            context = {"email": form.cleaned_data["email"]}
            return render(request, "puljer/ansoegning_find_sent.html", context)
        except limits.TooMany as error:
            form.add_error(None, error)
    return render(request, "puljer/ansoegning_find.html", {"form": form})


def _send_links(request: HttpRequest, form: FindForm) -> str:
    place, email = limits.address_of(request), form.cleaned_data["email"].casefold()
    if limits.is_over("genfind", place, most=MOST_FROM_ONE_PLACE, seconds=HOUR):
        raise limits.TooMany
    is_many = limits.is_over("genfind", email, most=MOST_ASKED, seconds=HOUR)
    if not is_many and not form.is_from_machine:
        actions.send_links(email)
    return request.path


@entered
def ansoegning_detail(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    ansoegning = hvem.ansoegning
    skema = skemaindhold.read(ansoegning.skema.indhold)
    context = {
        "hvem": hvem,
        "ansoegning": ansoegning,
        "skema": skema,
        "runde": ansoegning.runde,
        "udgangspunkt": opslag.of(ansoegning),
        "liste": trin.find(ansoegning, skema),
        "deltagere": list(ansoegning.deltagere.active()),
        "may_be_sent": ansoegning.may_be_sent(hvem.at),
        "is_late": ansoegning.runde.takes_late(hvem.at),
        **(_sent(ansoegning) if ansoegning.is_sent else {}),
    }
    return render(request, "puljer/ansoegning_detail.html", context)


def _sent(ansoegning: Ansoegning) -> dict[str, object]:
    return {
        "is_as_sent": not ansoegning.has_unsent_changes,
        "versioner": ansoegning.indsendte.order_by("-nummer"),
        "antal_beskeder": ansoegning.beskeder.count(),
    }
