"""Who is at an application: someone who takes part in it, or staff who write for them.

All views of one application ask here first.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from puljer import actions
from puljer.models import Ansoegning, Deltager
from rudersdal_frivillig.grundlag import access
from rudersdal_frivillig.grundlag.arrival import arrived
from rudersdal_frivillig.grundlag.models import Bruger


@dataclass(frozen=True)
class Hvem:
    """`by` is there where staff write for someone, else `deltager` is."""

    ansoegning: Ansoegning
    deltager: Deltager | None
    by: Bruger | None
    at: datetime

    @property
    def may_write(self) -> bool:
        """Whether this one may change the working copy now."""
        may = self.by is not None or (self.deltager and self.deltager.may_write)
        return bool(may) and actions.may_write(self.ansoegning, at=self.at, by=self.by)

    @property
    def may_send(self) -> bool:
        """May send it, take it back, and say who else takes part."""
        return self.by is not None or bool(self.deltager and self.deltager.may_send)


class NotContact(Exception):
    """Only those who answer for the application may do this."""


def refuse(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """The page that says whom to ask instead."""
    contacts = hvem.ansoegning.deltagere.answering()
    context = {"ansoegning": hvem.ansoegning, "contacts": contacts}
    return render(request, "puljer/ansoegning_for_contacts.html", context, status=403)


def find(request: HttpRequest, noegle: UUID) -> Hvem:
    """Raises `access.NotEntered` for who has used no link to it, or no longer has one.

    The same whether there is such an application or not.
    """
    at = arrived(request)
    rows = Deltager.objects.active().filter(ansoegning__noegle=noegle)
    mine = rows.select_related(
        "ansoegning__runde__pulje", "ansoegning__skema", "ansoegning__institution"
    )
    deltager = access.held(request, actions.ANSOEGNING, mine)
    if isinstance(deltager, Deltager):
        return Hvem(deltager.ansoegning, deltager, None, at)
    by = _assisting(request)
    ansoegning = by and (
        Ansoegning.objects.visible_to(by)
        .exclude(indtastet_af=None)
        .select_related("runde__pulje", "skema", "institution")
        .filter(noegle=noegle)
        .first()
    )
    if not ansoegning:
        raise access.NotEntered
    return Hvem(ansoegning, None, by, at)


def _assisting(request: HttpRequest) -> Bruger | None:
    user = request.user
    if isinstance(user, Bruger) and user.has_perm("puljer.assist_ansoegning"):
        return user
    return None
