from typing import Self

from django.db import models
from django.urls import reverse

from rudersdal_frivillig.grundlag.models.bruger import Bruger
from rudersdal_frivillig.grundlag.models.institution import Institution


class Maa(models.TextChoices):
    """What volunteers may, once the place has talked about it."""

    ALDRIG = "aldrig", "Må aldrig"
    AFTALE = "aftale", "Efter aftale"
    GERNE = "gerne", "Gerne"

    __empty__ = "Ikke talt om endnu"


class DialogskemaQuerySet(models.QuerySet["Dialogskema"]):
    def visible_to(self, user: Bruger) -> Self:
        """What `user` may read: the ones of their own places."""
        return self.filter(institution__in=Institution.objects.visible_to(user))

    def managed_by(self, user: Bruger) -> Self:
        """What `user` may fill in: leaders and their deputies."""
        return self.filter(institution__in=Institution.objects.managed_by(user))

    def public(self) -> Self:
        return self.filter(vises=True)


class Dialogskema(models.Model):
    """What a place has agreed that volunteers may never, by agreement or gladly do."""

    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, related_name="dialogskema"
    )
    droeftet = models.DateField(
        "sidst drøftet",
        null=True,
        blank=True,
        help_text="Den dag, I sidst talte om skemaet i personalegruppen.",
    )
    vises = models.BooleanField(
        "må vises for alle",
        default=False,
        help_text="Borgere kan læse de rækker, I har svaret på, fra jeres side. "
        "Uden kryds er det kun jer, der kan se skemaet.",
    )
    aendret_den = models.DateTimeField("ændret", auto_now=True)

    objects = DialogskemaQuerySet.as_manager()

    class Meta:
        ordering = ["institution__navn"]
        verbose_name = "dialogskema"
        verbose_name_plural = "dialogskemaer"

    def __str__(self) -> str:
        return f"Dialogskema for {self.institution}"

    def get_absolute_url(self) -> str:
        return reverse("grundlag:dialogskema_detail", args=[self.institution.slug])


class Dialograekke(models.Model):
    """One thing that volunteers may do, or may not."""

    skema = models.ForeignKey(
        Dialogskema, on_delete=models.CASCADE, related_name="raekker"
    )
    opgave = models.CharField(max_length=80)
    svar = models.CharField(max_length=10, choices=Maa, blank=True)
    note = models.CharField(
        "aftalen",
        max_length=200,
        blank=True,
        help_text="For eksempel hvem man spørger. Skriv ikke navne.",
    )
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Meta:
        ordering = ["raekkefoelge", "pk"]
        verbose_name = "række"
        verbose_name_plural = "hvad må frivillige?"
        constraints = [
            models.UniqueConstraint(
                name="dialograekke_opgave_once_in_skema",
                fields=["skema", "opgave"],
                violation_error_message="Opgaven står der allerede.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opgave}: {self.get_svar_display() or Maa.__empty__}"
