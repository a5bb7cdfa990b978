"""The legal texts of a pool."""

from puljer.models import Pulje

# Beside the form: what happens to one's data, and what one declares by sending.
OPLYSNING, ERKLAERINGER = "oplysning-ansoegning", "erklaeringer-ansoegning"
WHERE = {
    OPLYSNING: "siden, hvor man begynder en ansøgning",
    ERKLAERINGER: "siden, hvor man sender en ansøgning",
}


def keys_for(pulje: Pulje) -> list[str]:
    """Keys of `Retstekst` that the pool shows, its own terms last."""
    return [OPLYSNING, ERKLAERINGER, *([pulje.vilkaar] if pulje.vilkaar else [])]
