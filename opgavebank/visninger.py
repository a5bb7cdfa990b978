"""Views of a post's page, counted per day. See `Visningstal`."""

import re
from contextlib import suppress

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from opgavebank.models import Opslag

# What says itself that it is no person. Others are counted: the page that shows the
# numbers calls them what they are, roughly right.
_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternal|monitor|scan|check|fetch|"
    r"curl|wget|python|java/|go-http|headless|lighthouse",
    re.IGNORECASE,
)
# The most that a page waits for others who count the same post.
_PATIENCE = "100ms"

_COUNT = """
INSERT INTO opgavebank_visningstal AS counted (opslag_id, institution_id, dag, antal)
VALUES (%s, %s, %s, 1)
ON CONFLICT (opslag_id, dag) DO UPDATE SET antal = counted.antal + 1
"""


def count(opslag: Opslag, request: HttpRequest) -> None:
    """Count that the page was drawn for a person. To be called last, once it is drawn.

    The row stays locked until the request has ended, which is then at once.
    """
    if request.method != "GET" or _is_machine(request):
        return
    row = (opslag.pk, opslag.institution_id, timezone.localdate())
    # A count that is lost, to others or on a database that only reads, is no reason to
    # show no page.
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        cursor.execute(_COUNT, row)


def _is_machine(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    # A browser that guesses where one goes next shows the page to no one.
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return is_ahead or not agent or bool(_MACHINE.search(agent))
