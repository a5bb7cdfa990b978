from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rudersdal_frivillig.grundlag import access, actions, ical, limits, log
from rudersdal_frivillig.grundlag.forms import TilmeldingForm
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.models import (
    Arrangement,
    ArrangementQuerySet,
    Retstekst,
    Tilmelding,
    Tilmeldingsstatus,
)

OPLYSNING = "oplysning-tilmelding"
# A whole care home may sign up in one morning; a machine does not stop at sixty.
MOST_FROM_ONE_PLACE, MOST_FOR_ONE_EMAIL = 60, 20


def _arrangementer() -> ArrangementQuerySet:
    return Arrangement.objects.select_related("institution")


@require_safe
def arrangement_list(request: HttpRequest) -> HttpResponse:
    context = {"arrangementer": _arrangementer().upcoming()}
    return render(request, "grundlag/arrangement_list.html", context)


@require_safe
def arrangement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"arrangement": get_object_or_404(_arrangementer(), pk=pk)}
    return render(request, "grundlag/arrangement_detail.html", context)


@require_safe
def arrangement_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    arrangement = get_object_or_404(_arrangementer(), pk=pk)
    return _calendar([arrangement], f"arrangement-{pk}.ics")


@require_safe
def arrangement_list_calendar(request: HttpRequest) -> HttpResponse:
    """For calendars that follow along: what was called off stays in it as such."""
    return _calendar(_arrangementer().upcoming(), "arrangementer.ics")


def _calendar(rows: Iterable[Arrangement], name: str) -> HttpResponse:
    return HttpResponse(
        ical.calendar(rows),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tilmelding_create(request: HttpRequest, pk: int) -> HttpResponse:
    arrangement = get_object_or_404(_arrangementer(), pk=pk)
    if request.method != "POST" and not arrangement.is_open:
        return redirect(arrangement)
    oplysning = Retstekst.objects.in_use().filter(noegle=OPLYSNING).first()
    form = TilmeldingForm(request.POST or None, oplysning=oplysning)
    if form.is_valid():

        def perform() -> str:
            _refuse_too_many(request, form.cleaned_data["email"])
            tilmelding = actions.sign_up(form.tilmelding, arrangement)
            return reverse("grundlag:tilmelding_detail", args=[tilmelding.noegle])

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "arrangement": arrangement, "oplysning": oplysning}
    return render(request, "grundlag/tilmelding_create.html", context)


def _refuse_too_many(request: HttpRequest, email: str) -> None:
    place = limits.address_of(request)
    over = limits.is_over("tilmelding", place, most=MOST_FROM_ONE_PLACE, seconds=3600)
    if email:
        whom = email.casefold()
        most = MOST_FOR_ONE_EMAIL
        over |= limits.is_over("tilmelding", whom, most=most, seconds=86400)
    if over:
        raise ValidationError(
            "Der kommer mange tilmeldinger herfra lige nu. Vent en time, eller ring "
            "til stedet."
        )


@require_safe
@never_cache
def tilmelding_detail(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """The receipt. It says nothing of a person, and no more than a stranger may know.

    Whoever types the e-mail of one who has a place is led here, too.
    """
    related = Tilmelding.objects.select_related("arrangement__institution")
    tilmelding = get_object_or_404(related, noegle=noegle)
    arrangement, has_email = tilmelding.arrangement, bool(tilmelding.email)
    is_cancelled = tilmelding.status == Tilmeldingsstatus.AFMELDT
    context = {
        "arrangement": arrangement,
        "has_email": has_email,
        "is_waiting": tilmelding.status == Tilmeldingsstatus.VENTELISTE,
        "is_cancelled": is_cancelled,
        "only_mail_says": has_email and (arrangement.is_full or is_cancelled),
    }
    return render(request, "grundlag/tilmelding_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tilmelding_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the link in the mail leads, behind its button."""
    _, tilmelding = access.require(request, actions.TILMELDING, pk)
    assert isinstance(tilmelding, Tilmelding)
    form = OnceForm(request.POST or None)
    if form.is_valid():
        try:
            actions.cancel(tilmelding, role=log.BORGER)
            return redirect(request.path)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "tilmelding": tilmelding,
        "arrangement": tilmelding.arrangement,
        "is_cancelled": tilmelding.status == Tilmeldingsstatus.AFMELDT,
        "is_waiting": tilmelding.status == Tilmeldingsstatus.VENTELISTE,
    }
    return render(request, "grundlag/tilmelding_cancel.html", context)
