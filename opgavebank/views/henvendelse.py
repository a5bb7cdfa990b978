from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from opgavebank import actions, alike
from opgavebank.forms import HenvendelseForm, TilfoejelseForm
from opgavebank.models import Henvendelse, Opslag
from opgavebank.retstekster import OPLYSNING
from rudersdal_frivillig.grundlag import access, limits, log, typed
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.models import Retstekst

# A library full of people may write in an hour; a machine does not stop at fifty.
MOST_FROM_ONE_PLACE, HOUR = 50, 60 * 60
# Who writes to more in a day hears from them all the same, without more receipts.
MOST_RECEIPTS, DAY = 5, 24 * HOUR
# Each is a mail to the institution.
MOST_ADDED = 10
_HELD = "henvendelse"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def henvendelse_create(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    related = Opslag.objects.published().select_related(
        "institution__svartid", "omraade"
    )
    opslag = get_object_or_404(related, pk=pk)
    if request.method != "POST" and not opslag.takes_henvendelser:
        return redirect(opslag)
    oplysning = Retstekst.objects.in_use().filter(noegle=OPLYSNING).first()
    form = HenvendelseForm(request.POST or None, oplysning=oplysning)
    if form.is_valid():

        def perform() -> str:
            return _receive(request, form.henvendelse, opslag)

        try:
            return redirect(form.perform_once(request.path, perform))
        except limits.TooMany:
            return _give_back(request, opslag, "wait", status=429)
        except actions.NotOpen:
            return _give_back(request, opslag, "closed", status=409)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "opslag": opslag, "oplysning": oplysning}
    return render(request, "opgavebank/henvendelse_create.html", context)


def _receive(request: HttpRequest, henvendelse: Henvendelse, opslag: Opslag) -> str:
    place, email = limits.address_of(request), henvendelse.email.casefold()
    if limits.is_over(_HELD, place, most=MOST_FROM_ONE_PLACE, seconds=HOUR):
        raise limits.TooMany
    has_many = email and limits.is_over(_HELD, email, most=MOST_RECEIPTS, seconds=DAY)
    received = actions.receive(henvendelse, opslag, with_receipt=not has_many)
    return reverse("opgavebank:henvendelse_receipt", args=[received.noegle])


def _give_back(
    request: HttpRequest, opslag: Opslag, why: str, *, status: int
) -> HttpResponse:
    """What was typed, where it could not be taken."""
    public = Opslag.objects.public().for_cards()
    context = {
        "opslag": opslag,
        "alike": alike.posts_like(opslag, public),
        "besked": request.POST.get("besked", ""),
        **typed.typed(request),
    }
    template = f"opgavebank/henvendelse_{why}.html"
    return render(request, template, context, status=status)


@require_safe
@never_cache
def henvendelse_receipt(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """Nothing here is of a person: the address may be seen by others."""
    related = Henvendelse.objects.select_related(
        "opslag__omraade", "institution__svartid"
    )
    henvendelse = get_object_or_404(related, noegle=noegle)
    opslag = henvendelse.opslag
    public = Opslag.objects.public().for_cards()
    context = {
        "henvendelse": henvendelse,
        "opslag": opslag,
        "alike": alike.posts_like(opslag, public) if opslag else [],
    }
    return render(request, "opgavebank/henvendelse_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def henvendelse_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the link in the mail leads, behind its button."""
    _, henvendelse = access.require(request, actions.FOELG, pk)
    assert isinstance(henvendelse, Henvendelse)
    form = TilfoejelseForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            whom = f"ord {henvendelse.pk}"
            if limits.is_over(_HELD, whom, most=MOST_ADDED, seconds=DAY):
                raise limits.TooMany
            actions.add_words(henvendelse, form.cleaned_data["tekst"])
            return f"{request.path}#ord"

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "henvendelse": henvendelse,
        "ord": henvendelse.ord.seen_by_borger(),
        "pk": pk,
    }
    return render(request, "opgavebank/henvendelse_follow.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def henvendelse_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    _, henvendelse = access.require(request, actions.FOELG, pk)
    assert isinstance(henvendelse, Henvendelse)
    form = OnceForm(request.POST or None)
    follow = reverse("opgavebank:henvendelse_follow", args=[pk])
    if not henvendelse.may_be_withdrawn:
        return redirect(follow)
    if form.is_valid():

        def perform() -> str:
            actions.withdraw(henvendelse, role=log.BORGER)
            return follow

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "henvendelse": henvendelse, "follow": follow}
    return render(request, "opgavebank/henvendelse_withdraw.html", context)
