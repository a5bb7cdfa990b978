from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from opgavebank.choices import TRANSITIONS, OpslagStatus
from rudersdal_frivillig.grundlag.models import Bruger

DEFAULT_DAYS = 90


def default_vises_til() -> date:
    return timezone.localdate() + timedelta(days=DEFAULT_DAYS)


class Livsloeb(models.Model):
    """Where an opslag is between draft and archive, and since when.

    `status` is only changed by the functions in `opgavebank.actions`.
    """

    status = models.CharField(
        max_length=20, choices=OpslagStatus, default=OpslagStatus.KLADDE
    )
    indsendt_den = models.DateTimeField("sendt til godkendelse", null=True, blank=True)
    godkender_skriver = models.TextField(
        "fra den, der godkender",
        blank=True,
        max_length=1000,
        help_text="Hvorfor opslaget er sendt tilbage.",
    )
    kopi_af = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="kopier",
        null=True,
        blank=True,
        editable=False,
    )

    vises_fra = models.DateField(default=timezone.localdate, editable=False)
    vises_til = models.DateField("vises til og med", default=default_vises_til)
    offentliggjort_den = models.DateTimeField("offentliggjort", null=True, blank=True)
    arkiveret_den = models.DateTimeField("arkiveret", null=True, blank=True)
    oprettet_den = models.DateTimeField("oprettet", default=timezone.now)
    oprettet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    aendret_den = models.DateTimeField("ændret", auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.status == OpslagStatus.AKTIV and not self.is_past_its_day

    @property
    def is_past_its_day(self) -> bool:
        return self.vises_til < timezone.localdate()

    @property
    def is_waiting(self) -> bool:
        return self.status == OpslagStatus.TIL_GODKENDELSE

    def move_to(self, status: OpslagStatus) -> None:
        """Set `status`. Raises `ValidationError` if `TRANSITIONS` does not allow it."""
        if status not in TRANSITIONS[OpslagStatus(self.status)]:
            before = OpslagStatus(self.status).label
            raise ValidationError(
                f"Et opslag, der er “{before}”, kan ikke blive “{status.label}”."
            )
        self.status = status
