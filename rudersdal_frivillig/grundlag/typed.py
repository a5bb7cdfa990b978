"""What someone typed in a form that could not be taken, to hand it back to them.

It is kept in the page they get, nowhere else: the database never sees it.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.core import signing
from django.http import HttpRequest, HttpResponse

from rudersdal_frivillig.grundlag.models import Bruger

# Hidden in the forms of the admin: for whom the form was drawn.
OWNER = "_skema_af"
# In the log-in page: what was typed, and by whom.
KEPT = "_skrevet"
# A form may lie open over a weekend.
DAYS = 7
# The limit on a form is DATA_UPLOAD_MAX_MEMORY_SIZE, and the log-in needs its own.
MOST = 900_000

type Typed = dict[str, Any]


def typed(request: HttpRequest) -> Typed:
    """Nothing if another site wrote it: the form we hand back has our token."""
    here = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin", here) != here:
        return {}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    files = [file.name for _, files in request.FILES.lists() for file in files]
    return {"fields": fields, "files": files}


def typed_here(request: HttpRequest) -> Typed:
    """The same where the request proves it: without a token, silence is no proof."""
    here = f"{request.scheme}://{request.get_host()}"
    referer = urlsplit(request.headers.get("Referer", ""))
    origin = request.headers.get("Origin", f"{referer.scheme}://{referer.netloc}")
    return typed(request) if origin == here else {}


def owner_mark(user: Bruger) -> str:
    return signing.dumps(user.pk, salt=OWNER)


def owner_of(request: HttpRequest) -> int | None:
    """The key of the person for whom the form was drawn that was sent."""
    return _read(request.POST.get(OWNER, ""), OWNER)


def keep(request: HttpRequest) -> str:
    """What was typed in an admin form, signed; "" if there is nothing to keep."""
    owner, kept = owner_of(request), typed_here(request)
    if owner is None or not kept:
        return ""
    path = request.get_full_path()
    kept |= {"owner": owner, "path": path}
    text = signing.dumps(kept, salt=KEPT, compress=True)
    return text if len(text) <= MOST else ""


def kept(request: HttpRequest) -> str:
    """The same, carried on by the log-in page; "" if we did not write it."""
    text = request.POST.get(KEPT, "")
    return text if _read(text, KEPT) else ""


def kept_for(user: Any, text: str) -> Typed:
    """What was kept, with the `path` it was sent to, for the one who typed it alone."""
    found: Typed = _read(text, KEPT) or {}
    return found if found.get("owner") == user.pk else {}


def _read(text: str, salt: str) -> Any:
    try:
        return signing.loads(text, salt=salt, max_age=DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return None


type View = Callable[..., HttpResponse]


def after_log_in(admin_view: Callable[..., View], ask: View) -> Callable[..., View]:
    """`AdminSite.admin_view` that loses nothing to a session that has run out.

    A form sent by no one is answered by `ask` with what was typed.
    """

    def keeping_view(view: View, cacheable: bool = False) -> View:
        inner = admin_view(view, cacheable)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not admin.site.has_permission(request):
                text = keep(request)
                if text:
                    return ask(request, text)
            return inner(request, *args, **kwargs)

        return update_wrapper(keeping, inner)

    return keeping_view
