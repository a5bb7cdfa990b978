from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from rudersdal_frivillig.grundlag import access, actions, buttons
from rudersdal_frivillig.grundlag.forms import InvitationForm
from rudersdal_frivillig.grundlag.guide import SKABELONER
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Dialogskema,
    GuideSvar,
    Laeser,
    Maa,
    Retstekst,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def adgang(request: HttpRequest, token: str) -> HttpResponse:
    """The page a mail leads to. GET only shows it; its button opens the session."""
    adgang = access.find(token)
    rolle = access.roles[adgang.rolle]
    if not access.is_usable(adgang):
        context = {"token": token, "adgang": adgang}
        response = render(request, "grundlag/adgang_closed.html", context, status=410)
    elif request.method == "POST":
        access.enter(request, adgang)
        return redirect(rolle.url(adgang))
    else:
        response = render(request, "grundlag/adgang.html", {"rolle": rolle})
    # The address is a key, so no other page may learn it. Under "no-referrer" browsers
    # would send the button's form with "Origin: null", which the CSRF check refuses.
    response["Referrer-Policy"] = "strict-origin"
    return response


@require_POST
@never_cache
def adgang_send_again(request: HttpRequest, token: str) -> HttpResponse:
    access.send_again(access.find(token))
    return render(request, "grundlag/adgang_sent_again.html")


@csrf_exempt  # The address is the key, and no cookie says who one is.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def knap(request: HttpRequest, token: str) -> HttpResponse:
    """The page with one button that a mail leads to. Only pressing it does anything."""
    is_done, errors = False, []
    posted = request.POST if request.method == "POST" else None
    form = buttons.find(token).button.form(posted)
    if form.is_valid():
        try:
            is_done = buttons.press(token, **form.cleaned_data)
        except ValidationError as error:
            errors = error.messages
    found = buttons.find(token)
    status = 200 if is_done else 409 if errors else 200 if found.is_open else 410
    context = {"found": found, "form": form, "is_done": is_done, "errors": errors}
    response = render(request, "grundlag/knap.html", context, status=status)
    # The address is a key, so no other page may learn it.
    response["Referrer-Policy"] = "no-referrer"
    return response


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    _, bruger = access.require(request, actions.INVITATION, pk)
    assert isinstance(bruger, Bruger)
    if request.method != "POST" and not actions.is_awaiting_password(bruger):
        return redirect("grundlag:invitation_done")
    oplysning = Retstekst.objects.in_use().filter(noegle="oplysning-invitation").first()
    form = InvitationForm(request.POST or None, bruger=bruger)
    if form.is_valid():

        def perform() -> str:
            password = form.cleaned_data["password1"]
            actions.accept_invitation(bruger, password, oplysning=oplysning)
            return reverse("grundlag:invitation_done")

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "bruger": bruger, "oplysning": oplysning}
    return render(request, "grundlag/invitation.html", context)


@require_safe
@never_cache
def invitation_done(request: HttpRequest) -> HttpResponse:
    return render(request, "grundlag/invitation_done.html")


def _laeser(request: HttpRequest) -> Laeser | None:
    """Who the visitor says they are, if they say it."""
    wanted = request.GET.get("for", "")
    return Laeser(wanted) if wanted in Laeser.values else None


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    laeser = _laeser(request)
    context = {
        "svar_list": GuideSvar.objects.asked_by(laeser),
        "laeser": laeser,
        "laesere": Laeser,
    }
    return render(request, "grundlag/guide_list.html", context)


@require_safe
def guide_detail(request: HttpRequest, slug: str) -> HttpResponse:
    svar = get_object_or_404(GuideSvar, slug=slug)
    if not svar.aktiv:
        return redirect("grundlag:guide_list")
    laeser = _laeser(request)
    # Who came by a link that another reader sent gets the whole guide around it.
    laeser = laeser if laeser in svar.maalgrupper else None
    rows = list(GuideSvar.objects.asked_by(laeser))
    place = rows.index(svar)
    context = {
        "svar": svar,
        "laeser": laeser,
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "alike": [row for row in rows if row.emne == svar.emne and row != svar],
        "retstekst": Retstekst.objects.in_use().filter(noegle=svar.retstekst).first(),
    }
    return render(request, "grundlag/guide_detail.html", context)


@require_safe
def skabelon(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in SKABELONER:
        raise Http404
    context = {"titel": SKABELONER[slug], "dage": WEEKDAYS.values()}
    return render(request, f"grundlag/skabelon_{slug}.html", context)


@require_safe
def dialogskema_detail(request: HttpRequest, slug: str) -> HttpResponse:
    public = Dialogskema.objects.public().select_related("institution")
    skema = get_object_or_404(public, institution__slug=slug)
    rows = list(skema.raekker.exclude(svar=""))
    context = {
        "skema": skema,
        "groups": [(maa, [row for row in rows if row.svar == maa]) for maa in Maa],
    }
    return render(request, "grundlag/dialogskema_detail.html", context)
