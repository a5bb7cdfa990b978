from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from puljer.choices import ANSWER_FOR_IT, MAY_WRITE, Deltagerrolle
from puljer.models.ansoegning import Ansoegning
from rudersdal_frivillig.grundlag.fields import TelefonField

_IS_ACTIVE = Q(fjernet_den=None)


class DeltagerQuerySet(models.QuerySet["Deltager"]):
    def active(self) -> Self:
        return self.filter(_IS_ACTIVE)

    def answering(self) -> Self:
        """The contacts, the first of them first."""
        return self.active().filter(rolle__in=ANSWER_FOR_IT).order_by("rolle")

    def from_email(self, email: str) -> Self:
        return self.filter(email__iexact=email)


class Deltager(models.Model):
    """Someone who takes part in an application, by a link to their e-mail.

    Who was taken off stays with the day, so that it can be seen who had access.
    """

    ansoegning = models.ForeignKey(
        Ansoegning, on_delete=models.CASCADE, related_name="deltagere"
    )
    rolle = models.CharField(max_length=12, choices=Deltagerrolle)
    navn = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    telefon = TelefonField()
    inviteret_den = models.DateTimeField("med fra", default=timezone.now)
    fjernet_den = models.DateTimeField("fjernet", null=True, blank=True)

    objects = DeltagerQuerySet.as_manager()

    class Meta:
        ordering = ["inviteret_den", "pk"]
        verbose_name = "deltager"
        verbose_name_plural = "deltagere"
        constraints = [
            models.UniqueConstraint(
                "ansoegning",
                Lower("email"),
                name="deltager_is_there_once",
                condition=_IS_ACTIVE & ~Q(email=""),
                violation_error_message="Den e-mail er allerede med i ansøgningen.",
            ),
            *(
                models.UniqueConstraint(
                    name=f"deltager_one_{rolle}",
                    fields=["ansoegning"],
                    condition=_IS_ACTIVE & Q(rolle=rolle),
                )
                for rolle in ANSWER_FOR_IT
            ),
            # On paper one may have no e-mail, but then a telephone.
            models.CheckConstraint(
                name="deltager_can_be_reached",
                condition=~Q(email="") | ~Q(telefon="") | ~_IS_ACTIVE,
                violation_error_message="Skriv en e-mail eller et telefonnummer.",
            ),
        ]

    def __str__(self) -> str:
        # Read in the log: no name.
        return self.get_rolle_display()

    @property
    def may_write(self) -> bool:
        return self.fjernet_den is None and self.rolle in MAY_WRITE

    @property
    def may_send(self) -> bool:
        """May also take it back, and say who else takes part."""
        return self.fjernet_den is None and self.rolle in ANSWER_FOR_IT

    @property
    def is_ansvarlig(self) -> bool:
        return self.rolle == Deltagerrolle.ANSVARLIG
