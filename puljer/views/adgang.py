"""The door of an application, and what is said to who stands outside with a form."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puljer import actions
from puljer.models import Deltager
from puljer.views.hvem import Hvem, find
from rudersdal_frivillig.grundlag import access, autosave, typed

# Hidden in a form: for whom it was drawn, so that they can be mailed a new link.
WRITER = "skrevet_af"
NEW_LINK = "nyt_link"
_SALT = "puljer.skrevet_af"
_SAY = "Siden har været åben for længe. Tryk på “Gem og fortsæt”. Intet går tabt."


def writer_mark(hvem: Hvem) -> str:
    return signing.dumps(hvem.deltager.pk, salt=_SALT) if hvem.deltager else ""


def entered(view: Callable[..., HttpResponseBase]) -> Any:
    """A view of one application, called with the `Hvem` in the place of its key."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, noegle: UUID, **kwargs: Any) -> HttpResponseBase:
        try:
            hvem = find(request, noegle)
        except access.NotEntered:
            return _outside(request, noegle)
        return view(request, hvem, **kwargs)

    return inner


def _outside(request: HttpRequest, noegle: UUID) -> HttpResponse:
    """What was typed is kept in the page, until its writer has come in again.

    The same whether there is such an application or not.
    """
    if autosave.is_autosave(request):
        return autosave.not_saved(_SAY)
    written = typed.typed(request) if request.method == "POST" else {}
    fields = [pair for pair in written.get("fields", []) if pair[0] != NEW_LINK]
    is_sent = NEW_LINK in request.POST
    if is_sent:
        _mail_link(request.POST.get(WRITER, ""), noegle)
    context = {
        "fields": fields,
        "files": written.get("files", []),
        "is_sent": is_sent,
        "has_writer": bool(request.POST.get(WRITER)),
    }
    return render(request, "puljer/ansoegning_outside.html", context, status=404)


@transaction.atomic
def _mail_link(mark: str, noegle: UUID) -> None:
    try:
        pk = signing.loads(mark, salt=_SALT, max_age=typed.DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return
    rows = Deltager.objects.active().filter(pk=pk, ansoegning__noegle=noegle)
    # Two presses are one mail.
    deltager = rows.select_for_update().first()
    if deltager and not access.is_recent(deltager, deltager.email):
        actions.send_link(deltager, deltager.email)


def enter(request: HttpRequest, deltager: Deltager) -> None:
    """Open this browser's session, without the mail."""
    lasts = access.SESSION_LENGTH
    adgang, _ = access.give(deltager.email, actions.ANSOEGNING, deltager, lasts=lasts)
    access.enter(request, adgang)
