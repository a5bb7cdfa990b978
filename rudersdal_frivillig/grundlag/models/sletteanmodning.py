from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from rudersdal_frivillig.grundlag.models.bruger import Bruger


class Slettestatus(models.TextChoices):
    VENTER = "venter", "Venter"
    SLETTET = "slettet", "Slettet"
    AFVIST = "afvist", "Afvist"


_WAITS = Q(status=Slettestatus.VENTER)
_IS_REFUSED = Q(status=Slettestatus.AFVIST)


class SletteanmodningQuerySet(models.QuerySet["Sletteanmodning"]):
    def waiting(self) -> Self:
        return self.filter(_WAITS).order_by("anmodet_den", "pk")

    def decidable_by(self, user: Bruger) -> Self:
        """Those that wait for someone else than who asked, and so for `user`."""
        return self.waiting().exclude(anmodet_af=user)


class Sletteanmodning(models.Model):
    """Someone on the staff asks that a person be erased; another decides.

    `status` is only changed by `grundlag.actions`. Once it is decided, the row says
    nothing of the person any more.
    """

    email = models.EmailField("e-mail", blank=True)
    begrundelse = models.TextField(max_length=500, blank=True)
    status = models.CharField(
        max_length=10, choices=Slettestatus, default=Slettestatus.VENTER
    )
    afslag = models.TextField("hvorfor ikke", max_length=500, blank=True)
    # How many of each thing were erased: {"Henvendelser": 2}.
    resultat = models.JSONField(default=dict, blank=True)
    anmodet_den = models.DateTimeField("anmodet", default=timezone.now)
    anmodet_af = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="+")
    afgjort_den = models.DateTimeField("afgjort", null=True, blank=True)
    afgjort_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = SletteanmodningQuerySet.as_manager()

    class Meta:
        ordering = [F("anmodet_den").desc(), "-pk"]
        verbose_name = "sletteanmodning"
        verbose_name_plural = "indsigt og sletning"
        permissions = [
            ("ask_sletteanmodning", "Kan vise en persons data og anmode om sletning"),
            ("decide_sletteanmodning", "Kan afgøre sletteanmodninger"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sletteanmodning_is_decided_by_another",
                condition=Q(afgjort_af=None) | ~Q(afgjort_af=F("anmodet_af")),
                violation_error_message=(
                    "En anden end den, der bad om det, skal afgøre det."
                ),
            ),
            models.CheckConstraint(
                name="sletteanmodning_waits_or_is_decided_and_says_no_one",
                condition=_WAITS
                & Q(afgjort_den=None, afgjort_af=None)
                & ~Q(email="")
                & ~Q(begrundelse="")
                | ~_WAITS
                & Q(afgjort_den__isnull=False, afgjort_af__isnull=False)
                & Q(email="", begrundelse=""),
                violation_error_message="Skriv e-mailen, og hvorfor den skal slettes.",
            ),
            models.CheckConstraint(
                name="sletteanmodning_afvist_says_why",
                condition=_IS_REFUSED & ~Q(afslag="") | ~_IS_REFUSED & Q(afslag=""),
                violation_error_message="Skriv, hvorfor der ikke skal slettes.",
            ),
            # It is kept, so it may not say whom it was about.
            models.CheckConstraint(
                name="sletteanmodning_afslag_has_no_email",
                condition=~Q(afslag__contains="@"),
                violation_error_message="Skriv ingen e-mail i begrundelsen.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="sletteanmodning_one_waits_for_an_email",
                condition=_WAITS,
                violation_error_message=(
                    "Der er allerede en anmodning om den e-mail, som venter."
                ),
            ),
        ]

    def __str__(self) -> str:
        # Read in the log: no address.
        return f"Sletteanmodning {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.status == Slettestatus.VENTER
