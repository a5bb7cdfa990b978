import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rudersdal_frivillig.grundlag import registry
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


def maintenance(request: HttpRequest) -> HttpResponse:
    response = render(request, "vedligehold.html", _typed(request), status=503)
    response["Retry-After"] = "600"
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def page_not_found(
    request: HttpRequest, exception: Any = None, **kwargs: Any
) -> HttpResponse:
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
    response = render(request, "503.html", _typed(request), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was written, to hand back in a form that sends it again.

    Only if it was written here: the form has our token, and another site has no right
    to it.
    """
    here = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin", here) != here:
        return {}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    return {"fields": fields, "has_files": bool(request.FILES)}
