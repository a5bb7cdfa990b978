"""Sending an application, and what one reads of it afterwards."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from puljer import actions, fremvisning, indhold, kvittering, mangler, skemaindhold
from puljer.forms.send import SendForm
from puljer.models import Ansoegningsversion, Runde
from puljer.retstekster import declared
from puljer.views import hvem
from puljer.views.hvem import Hvem


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ansoegning_send(request: HttpRequest, noegle: UUID) -> HttpResponse:
    who = hvem.find(request, noegle)
    ansoegning = who.ansoegning
    if ansoegning.is_sent and not ansoegning.has_unsent_changes:
        return redirect("puljer:ansoegning_receipt", noegle)
    if not actions.may_send(ansoegning, at=who.at, by=who.by):
        return _closed(request, who)
    form = _form(who, request.POST or None)
    if who.may_send and form.is_valid():
        try:
            return redirect(_send_once(request, who, form))
        except actions.NotOpen:
            return _closed(request, who)
        except actions.Conflict:
            return _review(request, who, _form(who), is_changed=True)
        except ValidationError as error:
            form.add_error(None, error)
    return _review(request, who, form)


def _form(who: Hvem, data: Any = None) -> SendForm:
    skema = skemaindhold.read(who.ansoegning.skema.indhold)
    return SendForm(
        data,
        retstekster=declared(skema.vilkaar),
        is_late=who.ansoegning.is_late(who.at),
        is_assisting=who.by is not None,
        initial={"version": who.ansoegning.version},
    )


def _send_once(request: HttpRequest, who: Hvem, form: SendForm) -> str:
    def perform() -> str:
        actions.submit(
            who.ansoegning,
            at=who.at,
            retstekster=form.retstekster,
            version=form.cleaned_data["version"],
            by=who.by,
        )
        return reverse("puljer:ansoegning_receipt", args=[who.ansoegning.noegle])

    return form.perform_once(request.path, perform)


def _review(
    request: HttpRequest, who: Hvem, form: SendForm, *, is_changed: bool = False
) -> HttpResponse:
    """All of it on one page. `is_changed` while one read it, so it was not sent."""
    context = {
        "ansoegning": who.ansoegning,
        "who": who,
        "form": form,
        "is_changed": is_changed,
        "dele": fremvisning.read(indhold.build(who.ansoegning)),
        "mangler": mangler.find(who.ansoegning),
    }
    status = 409 if is_changed else 200
    return render(request, "puljer/ansoegning_send.html", context, status=status)


def _closed(request: HttpRequest, who: Hvem) -> HttpResponse:
    """Nothing is lost, but it cannot be sent."""
    ansoegning = who.ansoegning
    context = {
        "ansoegning": ansoegning,
        "who": who,
        "others": Runde.objects.open(who.at).filter(pulje=ansoegning.pulje),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "puljer/ansoegning_closed.html", context, status=status)


@require_safe
@never_cache
def ansoegning_receipt(request: HttpRequest, noegle: UUID) -> HttpResponse:
    who = hvem.find(request, noegle)
    version = who.ansoegning.indsendte.order_by("-nummer").first()
    if version is None:
        return redirect(who.ansoegning)
    # As it was read for this visitor, with its round.
    version.ansoegning = who.ansoegning
    context = {
        "ansoegning": who.ansoegning,
        "who": who,
        "version": version,
        "kvittering": kvittering.read(version, at=who.at),
        "dele": fremvisning.read(version.indhold),
        "contacts": who.ansoegning.deltagere.answering(),
    }
    return render(request, "puljer/ansoegning_receipt.html", context)


@require_safe
@never_cache
def ansoegning_version(request: HttpRequest, noegle: UUID, nummer: int) -> HttpResponse:
    """One that was sent, as it was asked and answered then."""
    who = hvem.find(request, noegle)
    versions = who.ansoegning.indsendte.all()
    version: Ansoegningsversion = get_object_or_404(versions, nummer=nummer)
    context = {
        "ansoegning": who.ansoegning,
        "version": version,
        "versions": versions,
        "dele": fremvisning.read(version.indhold),
        "is_whole": indhold.digest(version.indhold) == version.sha256,
        "forklaring": kvittering.KONTROLKODE,
    }
    return render(request, "puljer/ansoegning_version.html", context)


@require_safe
@never_cache
def ansoegning_print(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """The working copy on paper, for those who are to read it before it is sent."""
    who = hvem.find(request, noegle)
    ansoegning = who.ansoegning
    if ansoegning.is_sent and not ansoegning.has_unsent_changes:
        last = ansoegning.indsendte.count()
        return redirect("puljer:ansoegning_version", noegle, last)
    context = {
        "ansoegning": ansoegning,
        "at": who.at,
        "dele": fremvisning.read(indhold.build(ansoegning)),
        "mangler": mangler.find(ansoegning),
    }
    return render(request, "puljer/ansoegning_print.html", context)
