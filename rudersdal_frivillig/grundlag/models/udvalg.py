from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.bruger import Bruger
from rudersdal_frivillig.grundlag.sorting import DanishKey


class Udvalgsslags(models.TextChoices):
    PARAGRAF_17_4 = "paragraf_17_4", "§ 17, stk. 4-udvalg"
    STAAENDE = "staaende", "Stående udvalg"
    LOVBESTEMT = "lovbestemt", "Lovbestemt udvalg eller råd"
    BEVILLING = "bevilling", "Bevillingsudvalg"


class Udvalg(models.Model):
    """A committee with a mandate, in force from `nedsat` to `nedlagt`."""

    navn = models.CharField(max_length=120, unique=True)
    slags = models.CharField(max_length=20, choices=Udvalgsslags)
    mandat = models.TextField(
        blank=True, help_text="Hvad udvalget må, og hvem det svarer til."
    )
    nedsat = models.DateField()
    nedlagt = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [DanishKey("navn")]
        verbose_name = "udvalg"
        verbose_name_plural = "udvalg"
        constraints = [
            models.CheckConstraint(
                name="udvalg_nedsat_before_nedlagt",
                condition=Q(nedlagt=None) | Q(nedlagt__gte=F("nedsat")),
                violation_error_message="Udvalget kan ikke slutte, før det begynder.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn


class UdvalgsmedlemskabQuerySet(models.QuerySet["Udvalgsmedlemskab"]):
    def active(self, on: date | None = None) -> Self:
        """Memberships in force on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(fra__lte=on).filter(Q(til=None) | Q(til__gte=on))


class Udvalgsmedlemskab(models.Model):
    """A seat in a committee. Members need no log-in; rights follow `bruger`."""

    class Rolle(models.TextChoices):
        FORMAND = "formand", "Formand"
        NAESTFORMAND = "naestformand", "Næstformand"
        MEDLEM = "medlem", "Medlem"
        SUPPLEANT = "suppleant", "Suppleant"
        SEKRETAER = "sekretaer", "Sekretær"

    udvalg = models.ForeignKey(
        Udvalg, on_delete=models.PROTECT, related_name="medlemskaber"
    )
    bruger = models.ForeignKey(
        Bruger,
        on_delete=models.PROTECT,
        related_name="udvalgsmedlemskaber",
        null=True,
        blank=True,
    )
    navn = models.CharField(max_length=100)
    udpeget_af = models.CharField(
        "udpeget af",
        max_length=100,
        blank=True,
        help_text="Partiet, foreningen eller rådet bag pladsen.",
    )
    rolle = models.CharField(max_length=20, choices=Rolle, default=Rolle.MEDLEM)
    fra = models.DateField(default=timezone.localdate)
    til = models.DateField(null=True, blank=True)

    objects = UdvalgsmedlemskabQuerySet.as_manager()

    class Meta:
        ordering = ["udvalg", "rolle", DanishKey("navn")]
        verbose_name = "medlem af udvalg"
        verbose_name_plural = "medlemmer af udvalg"
        constraints = [
            models.CheckConstraint(
                name="udvalgsmedlemskab_fra_before_til",
                condition=Q(til=None) | Q(til__gte=F("fra")),
                violation_error_message="Pladsen kan ikke slutte, før den begynder.",
            ),
            models.UniqueConstraint(
                name="udvalgsmedlemskab_one_open_per_user",
                fields=["udvalg", "bruger"],
                condition=Q(til=None),
                violation_error_message="Personen har allerede en plads i udvalget.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.navn}, {self.get_rolle_display().lower()}"
