"""What holds for every request: an id, headers, and what is refused at the door."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header, patch_cache_control

from rudersdal_frivillig import logs, views
from rudersdal_frivillig.grundlag.arrival import note as note_arrival
from rudersdal_frivillig.grundlag.permissions_policy import permissions_policy

type GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("rudersdal_frivillig.request")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

# How Django writes a byte of the path that is part of no letter.
_BROKEN_BYTE = re.compile(r"%[89A-F][0-9A-F]")


def arrival(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        note_arrival(request)
        return get_response(request)

    return middleware


def request_id(get_response: GetResponse) -> GetResponse:
    """Give the request the id that the proxy sent, or a new one, and log its end.

    The line holds the route, not the address: addresses carry search words and tokens.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        token = logs.request_id.set(request_id)
        start = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id
            route = request.resolver_match.route if request.resolver_match else ""
            facts = {
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round((time.perf_counter() - start) * 1000, 1),
            }
            message = "{method} /{route} {status} {ms} ms".format(**facts)
            logger.info(message, extra={"facts": facts})
            return response
        finally:
            logs.request_id.reset(token)

    return middleware


def response_headers(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions_policy())
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def refuse_broken_input(get_response: GetResponse) -> GetResponse:
    """Answer TRACE with 405, and NUL or broken UTF-8 in address or form with 400."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST", "OPTIONS"}:
            return views.method_not_allowed(request)
        if not _is_whole(request):
            return views.bad_request(request)
        return get_response(request)

    return middleware


def _is_whole(request: HttpRequest) -> bool:
    if _BROKEN_BYTE.search(request.path):
        return False
    if any("\0" in value for value in request.COOKIES.values()):
        return False
    query = request.META.get("QUERY_STRING", "")
    parts = [unquote_to_bytes(query.replace("+", " ")), request.path.encode()]
    if request.content_type == "application/x-www-form-urlencoded":
        parts.append(unquote_to_bytes(request.body))
    try:
        return not any("\0" in part.decode() for part in parts)
    except UnicodeDecodeError:
        return False


def maintenance(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith("/status/"):
            return views.maintenance(request)
        return get_response(request)

    return middleware


# Called for its `process_response` alone; the view is never asked.
_gzip = GZipMiddleware(views.page_not_found)


def cache_control(get_response: GetResponse) -> GetResponse:
    """Let shared caches keep pages to read for a minute, and no one keep the others.

    A page is to read if it is a 200 to GET, no cookie was looked at or set, and no form
    token was made. A view that knows better sets its own header.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.has_header("Cache-Control"):
            return response
        is_public = (
            request.method in {"GET", "HEAD"}
            and response.status_code == 200
            and not response.cookies
            and not has_vary_header(response, "Cookie")
        )
        if is_public:
            patch_cache_control(response, public=True, max_age=60)
            # Only here: a page with a token may not be compressed (BREACH).
            _gzip.process_response(request, response)
        else:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
