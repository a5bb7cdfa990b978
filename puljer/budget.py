"""Sums of a budget, in oere. What is applied for is what the income does not cover."""

from collections.abc import Iterable
from dataclasses import dataclass

from puljer.choices import Budgetslags
from puljer.models import Budgetlinje


@dataclass(frozen=True)
class Budget:
    udgifter_oere: int
    indtaegter_oere: int
    # What the volunteers' hours are worth by the pool's rate.
    timer_oere: int = 0

    @property
    def ansoegt_oere(self) -> int:
        """Never below nothing; see `overskud_oere`."""
        return max(self.udgifter_oere - self.indtaegter_oere, 0)

    @property
    def overskud_oere(self) -> int:
        return max(self.indtaegter_oere - self.udgifter_oere, 0)

    def lacks_egenandel(self, procent: int) -> bool:
        """Whether income and hours are less than `procent` of what it all costs."""
        own = self.indtaegter_oere + self.timer_oere
        cost = self.udgifter_oere + self.timer_oere
        return 100 * own < procent * cost


def add_up(lines: Iterable[Budgetlinje], *, timer: int, timesats_oere: int) -> Budget:
    udgifter = indtaegter = 0
    for line in lines:
        if line.slags == Budgetslags.UDGIFT:
            udgifter += line.beloeb_oere
        else:
            indtaegter += line.beloeb_oere
    return Budget(udgifter, indtaegter, timer * timesats_oere)
