"""What stands on the page of an opslag: for citizens, and for who tries it first."""

from typing import Any

from opgavebank import alike, facts, retstekster
from opgavebank.models import Opslag


def parts(opslag: Opslag) -> dict[str, Any]:
    public = Opslag.objects.public().for_cards()
    return {
        "facts": facts.full(opslag),
        "invitations": facts.invitations(opslag),
        "retstekster": retstekster.texts_for(opslag),
        "alike": alike.posts_like(opslag, public),
    }
