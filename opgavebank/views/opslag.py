from django.core.paginator import Paginator
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from opgavebank import alike, kartotek, visninger
from opgavebank.choices import OpslagStatus
from opgavebank.models import Opslag
from opgavebank.opslag_page import parts
from opgavebank.overblik import overblik
from opgavebank.querysets import OpslagQuerySet
from opgavebank.results import Resultat
from opgavebank.soegning import Soegning
from rudersdal_frivillig.grundlag import paging, search
from rudersdal_frivillig.grundlag.models import Fagomraade, Fil, Institution
from rudersdal_frivillig.grundlag.permissions_policy import permissions_policy

# So many places are named under a fagområde, those with most posts first.
PLACES = 30

# What a post was, once it is no longer shown, and the honest answer to asking for it.
CLOSED = {
    OpslagStatus.AKTIV: 410,  # Its last day is over; tonight it lapses.
    OpslagStatus.PAUSE: 404,
    OpslagStatus.BESAT: 410,
    OpslagStatus.UDLOEBET: 410,
    OpslagStatus.ARKIV: 410,
}


def _public() -> OpslagQuerySet:
    return Opslag.objects.public().for_cards()


@require_safe
def opslag_list(request: HttpRequest) -> HttpResponse:
    posts = kartotek.current()
    soegning = Soegning.read(request.GET, posts.facets, posts.places)
    resultat = Resultat(posts, soegning, _public())
    context = {
        "soegning": soegning,
        "resultat": resultat,
        "side": resultat.side,
        # Any other address shows what this one shows, or a part of it.
        "is_plain": set(request.GET) <= {"side"},
    }
    response = render(request, "opgavebank/opslag_list.html", context)
    response["Permissions-Policy"] = permissions_policy("geolocation")
    if resultat.fund and request.method == "GET" and soegning.is_words_alone:
        # Last, since it may wait for another who counts the same word.
        search.count_in_vain(resultat.fund)
    return response


@require_safe
def to_list(request: HttpRequest) -> HttpResponse:
    """For who cuts an address short."""
    return redirect("opgavebank:opslag_list")


@require_safe
def institution_detail(request: HttpRequest, slug: str) -> HttpResponse:
    related = Institution.objects.select_related(
        "fagomraade", "omraade", "dialogskema", "svartid"
    )
    institution = get_object_or_404(related, slug=slug)
    rows = _public().newest().filter(institution=institution)
    context = {
        "institution": institution,
        "side": _side(request, rows),
        "overblik": overblik(institution),
    }
    return render(request, "opgavebank/institution_detail.html", context)


@require_safe
def fagomraade_detail(request: HttpRequest, slug: str) -> HttpResponse:
    fagomraade = get_object_or_404(Fagomraade, slug=slug)
    rows = _public().newest().filter(fagomraade=fagomraade)
    context = {
        "fagomraade": fagomraade,
        "side": _side(request, rows),
        "institutioner": rows.values("institution__navn", "institution__slug")
        .annotate(antal=Count("pk"))
        .order_by("-antal", "institution__navn")[:PLACES],
    }
    return render(request, "opgavebank/fagomraade_detail.html", context)


def _side(request: HttpRequest, rows: OpslagQuerySet) -> paging.Side:
    paginator = Paginator(rows, paging.PAGE_SIZE)
    number = paging.asked_for(request.GET)
    return paging.turn_to(
        number,
        paginator,
        lambda n: f"{request.path}?side={n}" if n > 1 else request.path,
    )


@require_safe
def opslag_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    related = ("institution__svartid", "omraade", "fagomraade", "billede")
    published = Opslag.objects.published().select_related(*related)
    opslag = get_object_or_404(published, pk=pk)
    if slug != opslag.slug:
        return redirect(opslag, permanent=True)
    if not opslag.is_public:
        code = CLOSED[OpslagStatus(opslag.status)]
        context = {
            "opslag": opslag,
            "alike": alike.posts_like(opslag, _public()),
            "is_behind": opslag.henvendelser.unanswered_to_the_end().exists(),
        }
        return render(request, "opgavebank/opslag_closed.html", context, status=code)
    context = {"opslag": opslag, **parts(opslag)}
    response = render(request, "opgavebank/opslag_detail.html", context)
    visninger.count(opslag, request)
    return response


@require_safe
def opslag_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of a public post. Its own staff see it before that, too."""
    fil = Fil.objects.filter(opslag__in=Opslag.objects.public().filter(pk=pk)).first()
    cache = "public, max-age=3600"
    if fil is None:
        if not request.user.is_authenticated:
            raise Http404
        own = Opslag.objects.visible_to(request.user).filter(pk=pk)
        fil = get_object_or_404(Fil, opslag__in=own)
        cache = "private, no-store"
    try:
        response = FileResponse(fil.fil.open(), content_type=fil.indholdstype)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = cache
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
