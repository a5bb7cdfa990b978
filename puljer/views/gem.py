"""Saving what a page of an application sent: all that can be read of it."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from puljer import actions
from puljer.models import Ansoegning, Bilag
from puljer.skemaindhold import BILAG, BUDGET, OM_JER
from puljer.views.ansoegning import enter
from puljer.views.hvem import Hvem
from puljer.views.sider import Side
from rudersdal_frivillig.grundlag import documents, limits
from rudersdal_frivillig.grundlag.idempotency import once

# Each new contact is a mail to an address that anyone may have typed.
MOST_CONTACTS, DAY = 20, 24 * 60 * 60


def save(request: HttpRequest, page: Side, form: Any) -> None:
    """Raises what the actions raise. The form keeps the faults of what is not saved."""
    form.errors  # noqa: B018 - judges the form, so that it can be read.
    _PAGES.get(page.slug, _save_svar)(request, page, form)


def _common(hvem: Hvem, form: Any) -> dict[str, Any]:
    return {"version": form.drawn_version, "at": hvem.at, "by": hvem.by}


def _save_om_jer(request: HttpRequest, page: Side, form: Any) -> None:
    hvem, kontakter = page.hvem, {}
    deltager, before = hvem.deltager, hvem.deltager and hvem.deltager.email
    if hvem.may_send:
        kontakter = form.kontakter
    with transaction.atomic():
        _refuse_too_many(hvem.ansoegning, kontakter)
        actions.save_om_jer(
            hvem.ansoegning,
            form.facts,
            kontakter,
            deltager=deltager,
            **_common(hvem, form),
        )
    if deltager:
        deltager.refresh_from_db()
        if deltager.email != before:
            enter(request, deltager)


def _refuse_too_many(ansoegning: Ansoegning, kontakter: dict[str, Any]) -> None:
    known = {d.email.casefold() for d in ansoegning.deltagere.active()}
    new = {k["email"].casefold() for k in kontakter.values()} - known - {""}
    whom = f"kontakt {ansoegning.pk}"
    if new and limits.is_over("deltager", whom, most=MOST_CONTACTS, seconds=DAY):
        raise limits.TooMany


def _save_svar(request: HttpRequest, page: Side, form: Any) -> None:
    hvem = page.hvem
    actions.save_svar(hvem.ansoegning, page.slug, form.svar, **_common(hvem, form))
    _save_files(request, page, form)


def _save_budget(request: HttpRequest, page: Side, form: Any) -> None:
    if not form.is_whole:
        return
    hvem = page.hvem
    actions.save_budget(
        hvem.ansoegning, form.linjer, timer=form.timer_talt, **_common(hvem, form)
    )


def _save_files(request: HttpRequest, page: Side, form: Any) -> None:
    """Files are added to those there are, so no version is asked for."""
    _remove(page, form, request)
    key = form.cleaned_data.get("noegle") or uuid4()
    for question, upload in form.uploads:

        def perform(question: str = question, upload: Any = upload) -> str:
            _add(page, question, upload)
            return request.path

        # What is sent twice is kept once.
        once(key, f"{request.path}{question}", perform)


@transaction.atomic
def _add(page: Side, question: str, upload: Any) -> None:
    hvem = page.hvem
    if not hvem.may_write:
        raise actions.NotOpen("Ansøgningen kan ikke ændres længere.")
    fil = documents.store_document(upload, by=hvem.by)
    actions.add_bilag(
        hvem.ansoegning, fil, spoergsmaal=question, at=hvem.at, by=hvem.by
    )


def _remove(page: Side, form: Any, request: HttpRequest) -> None:
    keys = [request.POST.get(f"{name}-fjern", "") for name in form.file_fields]
    current = page.ansoegning.bilag.current().select_related("fil", "ansoegning")
    for bilag in current:
        if str(bilag.fil.noegle) in keys:
            _take_out(page, bilag)


def _take_out(page: Side, bilag: Bilag) -> None:
    bilag.ansoegning = page.ansoegning
    actions.remove_bilag(bilag, at=page.hvem.at, by=page.hvem.by)


def _save_bilag(request: HttpRequest, page: Side, form: Any) -> None:
    is_adding = "bliv" in request.POST and not page.removes_file(request.POST)
    if is_adding and not form.uploads and not form.errors:
        raise ValidationError({"fil": "Vælg en fil først."})
    _save_files(request, page, form)


_PAGES = {OM_JER: _save_om_jer, BUDGET: _save_budget, BILAG: _save_bilag}
