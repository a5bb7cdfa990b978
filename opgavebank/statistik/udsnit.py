"""The part of the statistics that someone asks for, and may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from opgavebank.statistik.tal import Periode
from rudersdal_frivillig.grundlag.models import Bruger, Institution

ALLE, MINE = "alle", "mine"
LATEST = {"12": 12, "6": 6, "3": 3}


@dataclass(frozen=True)
class Udsnit:
    user: Bruger
    asked: Mapping[str, str]
    mine: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        rows = Institution.objects.managed_by(self.user).values_list("pk", "navn")
        object.__setattr__(self, "mine", dict(rows))

    @property
    def sees_all(self) -> bool:
        return self.user.has_perm("grundlag.manage_alle_institutioner")

    @property
    def perioder(self) -> dict[str, str]:
        year = timezone.localdate().year
        latest = {key: f"Seneste {n} måneder" for key, n in LATEST.items()}
        return latest | {str(year): f"{year} til nu", str(year - 1): str(year - 1)}

    @property
    def steder(self) -> dict[str, str]:
        """Those one may choose, the first unless another is asked for."""
        each = {str(pk): navn for pk, navn in self.mine.items()}
        alle = {ALLE: "Hele kommunen"}
        if self.sees_all:
            return alle | each
        mine = {MINE: "Alle mine steder"} if len(each) > 1 else {}
        return mine | each | alle

    @property
    def periode_key(self) -> str:
        asked = self.asked.get("periode", "")
        return asked if asked in self.perioder else next(iter(self.perioder))

    @property
    def periode(self) -> Periode:
        key = self.periode_key
        if key in LATEST:
            return Periode.latest(LATEST[key])
        return Periode.year(int(key))

    @property
    def sted_key(self) -> str:
        asked = self.asked.get("sted", "")
        return asked if asked in self.steder else next(iter(self.steder))

    @property
    def sted(self) -> str:
        return self.steder[self.sted_key]

    @property
    def of(self) -> QuerySet[Institution] | None:
        """The places it is about. None if it is all."""
        if self.sted_key == ALLE:
            return None
        pks = self.mine if self.sted_key == MINE else [int(self.sted_key)]
        return Institution.objects.filter(pk__in=pks)

    @property
    def is_exact(self) -> bool:
        """Whether one reads these enquiries anyway."""
        return self.sees_all or self.sted_key != ALLE

    @property
    def query(self) -> str:
        return urlencode({"periode": self.periode_key, "sted": self.sted_key})
