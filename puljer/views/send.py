"""Sending an application, and what one reads of it afterwards."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from puljer import actions, fremvisning, indhold, kvittering, mangler, skemaindhold
from puljer.forms.send import SendForm
from puljer.models import Ansoegningsversion, Runde
from puljer.retstekster import declared
from puljer.skemaindhold import SEND
from puljer.views.adgang import entered, writer_mark
from puljer.views.hvem import Hvem
from puljer.views.sider import Side


@entered
def ansoegning_send(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    ansoegning = hvem.ansoegning
    if ansoegning.is_sent and not ansoegning.has_unsent_changes:
        return redirect("puljer:ansoegning_receipt", ansoegning.noegle)
    if not actions.may_send(ansoegning, at=hvem.at, by=hvem.by):
        return _closed(request, hvem)
    form = _form(hvem, request.POST or None)
    if hvem.may_send and form.is_valid():
        try:
            return redirect(_send_once(request, hvem, form))
        except actions.NotOpen:
            return _closed(request, hvem)
        except actions.Conflict:
            return _review(request, hvem, _form(hvem), is_changed=True)
        except ValidationError as error:
            form.add_error(None, error)
    return _review(request, hvem, form)


def _form(hvem: Hvem, data: Any = None) -> SendForm:
    skema = skemaindhold.read(hvem.ansoegning.skema.indhold)
    return SendForm(
        data,
        retstekster=declared(skema.vilkaar),
        is_late=hvem.ansoegning.is_late(hvem.at),
        is_assisting=hvem.by is not None,
        initial={"version": hvem.ansoegning.version},
    )


def _send_once(request: HttpRequest, hvem: Hvem, form: SendForm) -> str:
    def perform() -> str:
        actions.submit(
            hvem.ansoegning,
            at=hvem.at,
            retstekster=form.retstekster,
            version=form.cleaned_data["version"],
            by=hvem.by,
        )
        return reverse("puljer:ansoegning_receipt", args=[hvem.ansoegning.noegle])

    return form.perform_once(request.path, perform)


def _review(
    request: HttpRequest, hvem: Hvem, form: SendForm, *, is_changed: bool = False
) -> HttpResponse:
    """All of it on one page. `is_changed` while one read it, so it was not sent."""
    skema = skemaindhold.read(hvem.ansoegning.skema.indhold)
    context = Side(hvem, skema, SEND).context(None) | {
        "sending": form,
        "is_changed": is_changed,
        "dele": fremvisning.read(indhold.build(hvem.ansoegning)),
        "mangler": mangler.find(hvem.ansoegning),
        "writer": writer_mark(hvem),
    }
    status = 409 if is_changed else 200
    return render(request, "puljer/ansoegning_send.html", context, status=status)


def _closed(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """Nothing is lost, but it cannot be sent."""
    ansoegning = hvem.ansoegning
    context = {
        "ansoegning": ansoegning,
        "hvem": hvem,
        "others": Runde.objects.open(hvem.at).filter(pulje=ansoegning.pulje),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "puljer/ansoegning_not_sent.html", context, status=status)


@require_safe
@entered
def ansoegning_receipt(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    version = hvem.ansoegning.indsendte.order_by("-nummer").first()
    if version is None:
        return redirect(hvem.ansoegning)
    # As it was read for this visitor, with its round.
    version.ansoegning = hvem.ansoegning
    context = {
        "ansoegning": hvem.ansoegning,
        "hvem": hvem,
        "version": version,
        "kvittering": kvittering.read(version, at=hvem.at),
        "dele": fremvisning.read(version.indhold),
        "contacts": hvem.ansoegning.deltagere.answering(),
    }
    return render(request, "puljer/ansoegning_receipt.html", context)


@require_safe
@entered
def ansoegning_version(request: HttpRequest, hvem: Hvem, nummer: int) -> HttpResponse:
    """One that was sent, as it was asked and answered then."""
    versions = hvem.ansoegning.indsendte.all()
    version: Ansoegningsversion = get_object_or_404(versions, nummer=nummer)
    context = {
        "ansoegning": hvem.ansoegning,
        "version": version,
        "versions": versions,
        "dele": fremvisning.read(version.indhold),
        "is_whole": indhold.digest(version.indhold) == version.sha256,
        "forklaring": kvittering.KONTROLKODE,
    }
    return render(request, "puljer/ansoegning_version.html", context)


@require_safe
@entered
def ansoegning_print(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """The working copy on paper, for those hvem are to read it before it is sent."""
    ansoegning = hvem.ansoegning
    if ansoegning.is_sent and not ansoegning.has_unsent_changes:
        last = ansoegning.indsendte.count()
        return redirect("puljer:ansoegning_version", ansoegning.noegle, last)
    context = {
        "ansoegning": ansoegning,
        "at": hvem.at,
        "dele": fremvisning.read(indhold.build(ansoegning)),
        "mangler": mangler.find(ansoegning),
    }
    return render(request, "puljer/ansoegning_print.html", context)
