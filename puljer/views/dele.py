"""The pages on which an application is written, one for each part."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from puljer import actions, fremvisning, indhold, skemaindhold, trin
from puljer.forms.part import CHOICE, choose
from puljer.models import Ansoegning
from puljer.skemaindhold import BUDGET, SEND
from puljer.views import gem, sider
from puljer.views.adgang import entered, writer_mark
from puljer.views.hvem import Hvem
from rudersdal_frivillig.grundlag import autosave, typed, uploads
from rudersdal_frivillig.grundlag.rows import asks_to_rearrange

STAY = "bliv"
_MOVED = "Siden er rettet et andet sted. Tryk på “Gem og fortsæt”, så viser vi begge."


@entered
def ansoegning_part(request: HttpRequest, hvem: Hvem, part: str) -> HttpResponse:
    if part == SEND:
        return redirect("puljer:ansoegning_send", hvem.ansoegning.noegle)
    skema = skemaindhold.read(hvem.ansoegning.skema.indhold)
    if part not in [each.slug for each in skema.dele]:
        raise Http404
    page = sider.Side(hvem, skema, part)
    if request.method == "POST":
        return _receive(request, page)
    if not hvem.may_write:
        return _read(request, page)
    return _draw(request, page, page.form())


def _receive(request: HttpRequest, page: sider.Side) -> HttpResponse:
    hvem = page.hvem
    if hvem.deltager and not hvem.deltager.may_write:
        raise PermissionDenied
    data = _chosen(request, page)
    form = page.form(data, request.FILES)
    if asks_to_rearrange(data) and page.slug == BUDGET:
        # A row more or less is nothing to save yet.
        return _draw(request, page, form)
    try:
        gem.save(request, page, form)
    except actions.Conflict:
        return _conflict(request, page, form)
    except actions.NotOpen:
        return _closed(request, page, form)
    except ValidationError as error:
        _note(form, error)
    return _saved(request, page, form)


def _note(form: Any, error: ValidationError) -> None:
    """What an action refuses, at the field that it names, if the page has that."""
    names = getattr(error, "error_dict", {})
    is_known = names and all(name in form.fields for name in names)
    form.add_error(None, error if is_known else error.messages)


def _chosen(request: HttpRequest, page: sider.Side) -> QueryDict:
    """What was sent, or what was chosen where two had saved the same page."""
    if not any(key.startswith(CHOICE) for key in request.POST):
        return request.POST
    return choose(request.POST, page.form())


def _saved(request: HttpRequest, page: sider.Side, form: Any) -> HttpResponse:
    ansoegning = page.hvem.ansoegning
    faults = _faults(form)
    if autosave.is_autosave(request):
        version = ansoegning.versioner.get(page.slug, 0)
        return autosave.saved(version, page.texts(), " ".join(faults[:1]))
    if faults:
        if uploads.is_scripted(request):
            return uploads.not_taken(" ".join(faults))
        form.note_saved(ansoegning.versioner.get(page.slug, 0))
        return _draw(request, page, form)
    address = _next_address(request, page, form)
    return uploads.taken(address) if uploads.is_scripted(request) else redirect(address)


def _faults(form: Any) -> list[str]:
    rows = [fault for row in getattr(form, "faulty_rows", []) for fault in _said(row)]
    return [*_said(form), *rows, *map(str, getattr(form, "row_faults", []))]


def _said(form: Any) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _next_address(request: HttpRequest, page: sider.Side, form: Any) -> str:
    """The page again, if there is more on it now or one wished to stay."""
    if form.has_new_questions:
        messages.info(
            request, "Vi har gemt. Jeres svar giver et par spørgsmål mere her på siden."
        )
        return request.path
    is_file = page.removes_file(request.POST)
    if STAY in request.POST or is_file:
        return f"{request.path}#bund"
    liste = trin.find(page.hvem.ansoegning)
    here = liste.find(page.slug)
    return page.address(liste.after(here).slug if here else SEND)


def _draw(
    request: HttpRequest, page: sider.Side, form: Any, *, status: int = 200
) -> HttpResponse:
    context = page.context(form) | {"writer": writer_mark(page.hvem)}
    return render(request, "puljer/ansoegning_part.html", context, status=status)


def _read(request: HttpRequest, page: sider.Side) -> HttpResponse:
    """For who may read, and for all once it cannot be changed."""
    parts = fremvisning.read(indhold.build(page.hvem.ansoegning))
    context = page.context(None) | {
        "dele": [part for part in parts if part.slug == page.slug],
    }
    return render(request, "puljer/ansoegning_part_read.html", context)


def _conflict(request: HttpRequest, page: sider.Side, form: Any) -> HttpResponse:
    """Both, side by side. Nothing of either is lost until someone has chosen."""
    if autosave.is_autosave(request):
        return autosave.not_saved(_MOVED)
    fresh = _fresh(page)
    theirs = {group.navn: group for group in fresh.form().groups}
    pairs = [
        (mine, theirs[mine.navn])
        for mine in form.groups
        if mine.navn in theirs and mine.tekst != theirs[mine.navn].tekst
    ]
    context = fresh.context(None) | {
        "pairs": pairs,
        "fields": _kept(form.data),
        "files": typed.typed(request).get("files", []),
        "version": fresh.hvem.ansoegning.versioner.get(page.slug, 0),
        "writer": writer_mark(page.hvem),
    }
    return render(request, "puljer/ansoegning_conflict.html", context, status=409)


def _fresh(page: sider.Side) -> sider.Side:
    """As it is saved: what was refused is still in the object that was changed."""
    rows = Ansoegning.objects.select_related("runde__pulje", "skema", "institution")
    ansoegning = rows.get(pk=page.hvem.ansoegning.pk)
    hvem = Hvem(ansoegning, page.hvem.deltager, page.hvem.by, page.hvem.at)
    return sider.Side(hvem, page.skema, page.slug)


def _kept(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    left_out = {"version", "csrfmiddlewaretoken", "skrevet_af"}
    lists = data.lists() if isinstance(data, QueryDict) else data.items()
    return [
        (name, value)
        for name, values in lists
        if name not in left_out and not name.startswith(CHOICE)
        for value in values
    ]


def _closed(request: HttpRequest, page: sider.Side, form: Any) -> HttpResponse:
    """The round closed, or a caseworker took the case, while one wrote."""
    if autosave.is_autosave(request):
        return autosave.not_saved("Fristen er overskredet, så vi kan ikke gemme mere.")
    fresh = _fresh(page)
    before = {group.navn: group.tekst for group in fresh.form().groups}
    mine = [g for g in form.groups if g.tekst and g.tekst != before.get(g.navn)]
    context = fresh.context(None) | {"typed": mine}
    return render(request, "puljer/ansoegning_closed.html", context, status=409)
