"""What static/js/autosave.js asks of a form's own address, and is answered."""

from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse
from django.utils import timezone


def is_autosave(request: HttpRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


def saved(
    version: int, texts: Mapping[str, str] | None = None, but: str = ""
) -> JsonResponse:
    """`texts` are shown in the elements with these ids, such as a sum.

    `but` says what was not kept of a form that otherwise was.
    """
    now = timezone.localtime()
    return JsonResponse(
        {
            "gemt": f"{now:%H.%M}",
            "version": version,
            "tekster": texts or {},
            "undtagen": but,
        }
    )


def not_saved(why: str) -> JsonResponse:
    """For what trying again does not mend. Any other answer than 200 is tried again."""
    return JsonResponse({"fejl": why})
