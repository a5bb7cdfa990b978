"""What stands on the page of an opslag: for citizens, and for who tries it first."""

from typing import Any

from opgavebank import alike, facts, retstekster
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Arrangement


def parts(opslag: Opslag) -> dict[str, Any]:
    public = Opslag.objects.public().for_cards()
    return {
        "facts": facts.full(opslag),
        "invitations": facts.invitations(opslag),
        "retstekster": retstekster.texts_for(opslag),
        "alike": alike.posts_like(opslag, public),
        "proevegange": _proevegange(opslag),
    }


def _proevegange(opslag: Opslag) -> list[Arrangement]:
    """Dates on which one may try it, the next first."""
    if opslag.pk is None:
        return []
    coming = Arrangement.objects.upcoming().held()
    return list(coming.filter(proevegang__opslag=opslag))
