"""How many posts there are, and would be under each filter."""

from collections.abc import Iterable
from dataclasses import dataclass

from opgavebank.kartotek import Kartotek
from opgavebank.soegning import Soegning


@dataclass(frozen=True)
class Counts:
    """`options` maps (facet, value) to what that option has under all other facets.

    `without` maps a facet that narrows to what there would be if it were let go.
    `shown` are the posts that all of it leaves, as bits of the kartotek.
    """

    shown: int
    options: dict[tuple[str, str], int]
    without: dict[str, int]

    @property
    def total(self) -> int:
        return self.shown.bit_count()


def count(kartotek: Kartotek, found: int, soegning: Soegning) -> Counts:
    """Of the posts in `found`. A facet's options count as if none of it were chosen."""
    narrow = {
        name: kartotek.under_any(name, values)
        for name, values in soegning.narrow.items()
    }
    options, without = {}, {}
    for facet in soegning.facets:
        others = (bits for name, bits in narrow.items() if name != facet.name)
        left = _under_all(found, others)
        if facet.name in narrow:
            without[facet.name] = left.bit_count()
        for option in facet.options:
            under = left & kartotek.under[facet.name, option.value]
            options[facet.name, option.value] = under.bit_count()
    return Counts(_under_all(found, narrow.values()), options, without)


def _under_all(found: int, narrow: Iterable[int]) -> int:
    for bits in narrow:
        found &= bits
    return found
