from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from opgavebank import facts, retstekster
from opgavebank.choices import OpslagStatus
from opgavebank.filters import Soegning
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fil, Institution

PAGE_SIZE = 20
MAX_PAGE = 100

# What a post was, once it is no longer shown, and the honest answer to asking for it.
CLOSED = {
    OpslagStatus.AKTIV: 410,  # Its last day is over; tonight it lapses.
    OpslagStatus.PAUSE: 404,
    OpslagStatus.BESAT: 410,
    OpslagStatus.UDLOEBET: 410,
    OpslagStatus.ARKIV: 410,
}


@require_safe
def opslag_list(request: HttpRequest) -> HttpResponse:
    soegning = Soegning.read(request.GET)
    public = Opslag.objects.public().newest().select_related("institution", "omraade")
    page = Paginator(soegning.narrow(public), PAGE_SIZE).get_page(
        request.GET.get("side")
    )
    if page.number > MAX_PAGE:
        raise Http404
    context = {
        "soegning": soegning,
        # Any other address shows what this one shows, or a part of it.
        "is_plain": set(request.GET) <= {"side"},
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2),
    }
    return render(request, "opgavebank/opslag_list.html", context)


@require_safe
def institution_detail(request: HttpRequest, slug: str) -> HttpResponse:
    related = Institution.objects.select_related("fagomraade", "omraade")
    institution = get_object_or_404(related, slug=slug)
    public = Opslag.objects.public().newest().filter(institution=institution)
    context = {
        "institution": institution,
        "opslag_list": public.select_related("institution", "omraade"),
    }
    return render(request, "opgavebank/institution_detail.html", context)


@require_safe
def opslag_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    related = ("institution", "omraade", "fagomraade", "billede")
    published = Opslag.objects.published().select_related(*related)
    opslag = get_object_or_404(published, pk=pk)
    if slug != opslag.slug:
        return redirect(opslag, permanent=True)
    if not opslag.is_public:
        code = CLOSED[OpslagStatus(opslag.status)]
        context = {"opslag": opslag}
        return render(request, "opgavebank/opslag_closed.html", context, status=code)
    return render(
        request,
        "opgavebank/opslag_detail.html",
        {
            "opslag": opslag,
            "facts": facts.full(opslag),
            "retstekster": retstekster.texts_for(opslag),
        },
    )


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
