from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from rudersdal_frivillig.grundlag.fields import ChoicesField


class Laeser(models.TextChoices):
    """Who asks."""

    LEDER = "leder", "Ledere"
    PERSONALE = "personale", "Personale"
    FRIVILLIG = "frivillig", "Frivillige"


class Emne(models.IntegerChoices):
    """What the guide is about, in the order in which one reads it."""

    FOER = 1, "Før I går i gang"
    ROLLER = 2, "Roller og grænser"
    KOORDINERING = 3, "Hvem koordinerer"
    PRAKTISK = 4, "Praktiske svar"
    INVITER = 5, "Invitér ind"
    SKABELONER = 6, "Skabeloner"


class GuideSvarQuerySet(models.QuerySet["GuideSvar"]):
    def active(self) -> Self:
        return self.filter(aktiv=True)

    def asked_by(self, laeser: Laeser | None) -> Self:
        """The active ones for `laeser`, or for all."""
        wanted = {"maalgrupper__contains": [laeser]} if laeser else {}
        return self.active().filter(**wanted)

    def retstekster(self) -> dict[str, str]:
        """Keys of `Retstekst` that visitors see below an answer, each with where."""
        keys = self.active().exclude(retstekst="").values_list("retstekst", flat=True)
        return dict.fromkeys(keys, "guiden")


class GuideSvar(models.Model):
    """A question and its answer, in Markdown.

    What the law says stands in a `Retstekst`, which is shown below the answer. An
    answer is not deleted but taken out of use, since other pages lead to it.
    """

    spoergsmaal = models.CharField("spørgsmål", max_length=120, unique=True)
    slug = models.SlugField("adresse", max_length=60, unique=True)
    svar = models.TextField(
        help_text="Markdown. Skriv kort og venligt, og skriv ingen regler: De står i "
        "retsteksten. Er noget ikke sikkert, så skriv, hvem man kan spørge."
    )
    maalgrupper = ChoicesField(
        models.CharField(max_length=10, choices=Laeser),
        verbose_name="hvem spørger",
        default=list,
    )
    emne = models.PositiveSmallIntegerField(choices=Emne)
    raekkefoelge = models.PositiveSmallIntegerField(
        "rækkefølge", default=0, help_text="Inden for emnet. Det laveste tal først."
    )
    retstekst = models.SlugField(
        max_length=60, blank=True, help_text="Vises under svaret."
    )
    aktiv = models.BooleanField(
        default=True, help_text="Fjern krydset, hvis svaret ikke længere skal vises."
    )
    aendret_den = models.DateTimeField("ændret", auto_now=True)

    objects = GuideSvarQuerySet.as_manager()

    class Meta:
        ordering = ["emne", "raekkefoelge", "spoergsmaal"]
        verbose_name = "svar i guiden"
        verbose_name_plural = "svar i guiden"
        constraints = [
            models.CheckConstraint(
                name="guidesvar_is_for_someone",
                condition=Q(maalgrupper__len__gt=0),
                violation_error_message="Vælg, hvem der spørger.",
            ),
        ]

    def __str__(self) -> str:
        return self.spoergsmaal

    def get_absolute_url(self) -> str:
        return reverse("grundlag:guide_detail", args=[self.slug])

    @property
    def laesere(self) -> str:
        """Whom it is for, such as “ledere og frivillige”."""
        names = [
            choice.label.lower() for choice in Laeser if choice in self.maalgrupper
        ]
        return " og ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
