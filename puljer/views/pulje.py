from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from puljer import ical, puljeside
from puljer.forms import KanISoegeForm
from puljer.models import Pulje
from puljer.puljeside import Puljeside
from puljer.retstekster import keys_for
from rudersdal_frivillig.grundlag.arrival import arrived
from rudersdal_frivillig.grundlag.ical import as_file
from rudersdal_frivillig.grundlag.models import Retstekst


@require_safe
def pulje_list(request: HttpRequest) -> HttpResponse:
    context = {"sider": puljeside.open_pages(arrived(request))}
    return render(request, "puljer/pulje_list.html", context)


@require_safe
def pulje_detail(request: HttpRequest, slug: str) -> HttpResponse:
    side = _find(request, slug)
    texts = Retstekst.objects.in_use().filter(noegle__in=keys_for(side.pulje))
    context = {
        "side": side,
        "pulje": side.pulje,
        "skema": side.skema,
        "retstekster": list(texts),
        "opslag": _opslag(request),
    }
    return render(request, "puljer/pulje_detail.html", context)


@require_safe
def pulje_spoergsmaal(request: HttpRequest, slug: str) -> HttpResponse:
    """All that will be asked, and what it is judged by, before one begins."""
    side = _find(request, slug)
    dele = [
        (
            part.titel,
            [(felt, side.skema.condition(felt)) for felt in part.felter],
        )
        for part in side.skema.dele
        if part.felter
    ]
    context = {"side": side, "pulje": side.pulje, "skema": side.skema, "dele": dele}
    return render(request, "puljer/pulje_spoergsmaal.html", context)


@require_safe
def pulje_kan_i_soege(request: HttpRequest, slug: str) -> HttpResponse:
    side = _find(request, slug)
    opslag = _opslag(request)
    answered = any(name.startswith("svar") for name in request.GET)
    form = KanISoegeForm(
        request.GET if answered else None, krav=side.skema.krav, opslag=opslag
    )
    is_answered = form.is_bound and form.is_valid()
    context = {
        "side": side,
        "pulje": side.pulje,
        "skema": side.skema,
        "form": form,
        "brudte": form.brudte if is_answered else [],
        "is_answered": is_answered,
        "opslag": opslag,
    }
    return render(request, "puljer/pulje_kan_i_soege.html", context)


@require_safe
def pulje_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    side = _find(request, slug)
    rounds = [r for r in (*side.aabne, *side.kommende) if not r.is_loebende]
    if not rounds:
        raise Http404
    name = f"frist-{side.pulje.slug}.ics"
    return HttpResponse(
        as_file(map(ical.deadline, rounds)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _find(request: HttpRequest, slug: str) -> Puljeside:
    pulje = get_object_or_404(Pulje.objects.public(), slug=slug)
    return puljeside.map_pages([pulje], arrived(request))[0]


def _opslag(request: HttpRequest) -> str:
    """The number of the post that one came from, carried along to the application."""
    given = request.GET.get("opslag", "")
    return given if given.isascii() and given.isdigit() and len(given) < 19 else ""
