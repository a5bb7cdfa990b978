"""The legal texts of a pool."""

from puljer.models import Pulje
from rudersdal_frivillig.grundlag.models import Retstekst

# Beside the form: what happens to one's data, and what one declares by sending.
OPLYSNING, ERKLAERINGER = "oplysning-ansoegning", "erklaeringer-ansoegning"
WHERE = {
    OPLYSNING: "siden, hvor man begynder en ansøgning",
    ERKLAERINGER: "siden, hvor man sender en ansøgning",
}


def keys_for(pulje: Pulje) -> list[str]:
    """Keys of `Retstekst` that the pool shows, its own terms last."""
    return [OPLYSNING, ERKLAERINGER, *([pulje.vilkaar] if pulje.vilkaar else [])]


def in_use(pulje: Pulje) -> list[Retstekst]:
    """Those of the texts that exist, in the order of their keys above."""
    return _in_order(keys_for(pulje))


def declared(vilkaar: str) -> list[Retstekst]:
    """What one says yes to by sending: the declarations, then the pool's terms."""
    return _in_order([ERKLAERINGER, vilkaar])


def _in_order(keys: list[str]) -> list[Retstekst]:
    texts = Retstekst.objects.in_use().filter(noegle__in=keys)
    return sorted(texts, key=lambda text: keys.index(text.noegle))
