import sys
from datetime import timedelta
from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from rudersdal_frivillig.grundlag import access, documents, registry, typed
from rudersdal_frivillig.grundlag.forms import LoginForm
from rudersdal_frivillig.grundlag.models import Retstekst

RETRY_AFTER = 30


@require_safe
def forside(request: HttpRequest) -> HttpResponse:
    panels = [(panel.template, panel.context(request)) for panel in registry.forside]
    return render(request, "forside.html", {"panels": panels})


@require_safe
def side(request: HttpRequest, noegle: str) -> HttpResponse:
    retstekst = get_object_or_404(Retstekst.objects.in_use(), noegle=noegle)
    return render(request, "side.html", {"retstekst": retstekst})


@require_safe
def was(request: HttpRequest) -> HttpResponse:
    return redirect(settings.WAS_ADDRESS or "tilgaengelighed")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(staticfiles_storage.url("img/favicon.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"address": settings.SITE_ADDRESS}
    return render(request, "robots.txt", context, content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    context = {
        "address": settings.SITE_ADDRESS,
        "contact": settings.SECURITY_CONTACT,
        "expires": (timezone.now() + timedelta(days=180)).date(),
    }
    text = "text/plain; charset=utf-8"
    return render(request, "security.txt", context, content_type=text)


def login(request: HttpRequest) -> HttpResponse:
    """Allauth's, and afterwards what was typed in a form that had to wait for it."""
    text = typed.kept(request)
    response: HttpResponse = account.login(request)
    if text and response.status_code == 302 and request.user.is_authenticated:
        written = typed.kept_for(request.user, text)
        return render(request, "skrevet.html", written) if written else response
    if text and isinstance(response, TemplateResponse):
        response.context_data = (response.context_data or {}) | {"kept": text}
    return response


def log_in_again(request: HttpRequest, text: str) -> HttpResponse:
    """The log-in page in answer to a form, with what was typed in it."""
    back = urlencode({"next": request.get_full_path()})
    context = {
        "form": LoginForm(request=request),
        "kept": text,
        "action": f"{reverse('account_login')}?{back}",
    }
    return render(request, "account/login.html", context)


def maintenance(request: HttpRequest) -> HttpResponse:
    response = render(request, "vedligehold.html", typed.typed(request), status=503)
    response["Retry-After"] = "600"
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if isinstance(exception, documents.Infected):
        return render(request, "grundlag/smittet_fil.html", status=403)
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hands back what was typed, to the one who typed it."""
    if typed.OWNER not in request.POST:
        written = typed.typed_here(request)
    elif request.user.is_authenticated:
        written = typed.kept_for(request.user, typed.keep(request))
    elif text := typed.keep(request):
        return log_in_again(request, text)
    else:
        written = {}
    return render(request, "403_csrf.html", written, status=403)


def page_not_found(
    request: HttpRequest, exception: Any = None, **kwargs: Any
) -> HttpResponse:
    if isinstance(exception, access.NotEntered):
        # The same whether there is such a link or not.
        context = {"tekst": request.POST.get("tekst", "")}
        return render(request, "grundlag/adgang_over.html", context, status=404)
    return render(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    response = render(request, "400.html", status=405)
    response["Allow"] = "GET, HEAD, POST, OPTIONS"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return _database_away(request)
    return render(request, "500.html", status=500)


def _database_away(request: HttpRequest) -> HttpResponse:
    response = render(request, "503.html", typed.typed(request), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
