"""Which posts someone may write, as a query and for a post that is not saved yet.

Staff: those of their places. A fagområderedaktør: those of the fagområde, at any place.
An ekstern redaktør: those in the name of the own frivilligcenter, never municipal ones.
"""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from opgavebank.choices import Arrangoer
from rudersdal_frivillig.grundlag.models import (
    Bruger,
    Fagomraade,
    Institution,
    InstitutionQuerySet,
    Redaktoerrolle,
)


@dataclass
class Reach:
    user: Bruger
    steder: InstitutionQuerySet = field(init=False)
    centre: InstitutionQuerySet = field(init=False)
    fagomraader: QuerySet[Fagomraade] = field(init=False)

    def __post_init__(self) -> None:
        self.steder = Institution.objects.visible_to(self.user)
        self.centre = Institution.objects.edited_by(self.user)
        held = Redaktoerrolle.objects.active().filter(bruger=self.user)
        self.fagomraader = Fagomraade.objects.filter(pk__in=held.values("fagomraade"))

    @property
    def opslag(self) -> Q:
        if self.user.has_perm("grundlag.manage_alle_institutioner"):
            return Q()  # The same as below, but for how long the database looks.
        return (
            Q(institution__in=self.steder)
            | Q(fagomraade__in=self.fagomraader)
            | Q(institution__in=self.centre, arrangoer=Arrangoer.FORENING)
        )

    def covers(
        self, institution: Institution, fagomraade: Fagomraade, arrangoer: str
    ) -> bool:
        """The same of a post with these. At most three queries."""
        return (
            self.steder.filter(pk=institution.pk).exists()
            or self.fagomraader.filter(pk=fagomraade.pk).exists()
            or (
                arrangoer == Arrangoer.FORENING
                and self.centre.filter(pk=institution.pk).exists()
            )
        )

    # What a form may offer. Whether they fit together, `covers` says.

    @property
    def choosable_institutioner(self) -> InstitutionQuerySet:
        if self.fagomraader.exists():
            return Institution.objects.all()
        either = Q(pk__in=self.steder.values("pk")) | Q(pk__in=self.centre.values("pk"))
        return Institution.objects.filter(either)

    @property
    def choosable_fagomraader(self) -> QuerySet[Fagomraade]:
        if self.steder.exists() or self.centre.exists():
            return Fagomraade.objects.all()
        return self.fagomraader

    @property
    def choosable_arrangoerer(self) -> list[Arrangoer]:
        if self.steder.exists() or self.fagomraader.exists():
            return list(Arrangoer)
        return [Arrangoer.FORENING]
