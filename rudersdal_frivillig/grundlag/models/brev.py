import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# After so many failed attempts a mail is given up.
MAX_FORSOEG = 6


class BrevQuerySet(models.QuerySet["Brev"]):
    def about(self, obj: models.Model) -> Self:
        return self.filter(objekt_type=obj._meta.label_lower, objekt_id=str(obj.pk))

    def unsent(self) -> Self:
        return self.filter(sendt_den=None)

    def given_up(self) -> Self:
        """Mails that failed every time, for staff to look at."""
        return self.unsent().filter(forsoeg__gte=MAX_FORSOEG)

    def returned(self) -> Self:
        """Mails that a server somewhere sent back."""
        return self.exclude(afvist_den=None)

    def not_arrived(self) -> Self:
        return self.filter(
            Q(afvist_den__isnull=False) | Q(sendt_den=None, forsoeg__gte=MAX_FORSOEG)
        )

    def due_for_deletion(self, days: int = 90) -> Self:
        """Mails sent, or else written, more than `days` days ago."""
        before = timezone.now() - timedelta(days=days)
        return self.filter(
            Q(sendt_den__lt=before) | Q(sendt_den=None, oprettet_den__lt=before)
        )


class Brev(models.Model):
    """A mail, written in the transaction that causes it and sent by the task worker."""

    til = models.EmailField()
    emne = models.CharField(max_length=200)
    tekst = models.TextField()
    # Fixed at birth, so that a second copy is recognised as the same mail (RFC 5322).
    besked_id = models.CharField(max_length=200, unique=True, editable=False)
    # Where an answer goes; empty for mail that no one should answer.
    svar_til = models.EmailField("svar til", blank=True)
    objekt_type = models.CharField(max_length=60, blank=True)
    objekt_id = models.CharField(max_length=40, blank=True)
    forsoeg = models.PositiveSmallIntegerField("forsøg", default=0)
    fejl = models.CharField(max_length=300, blank=True)
    oprettet_den = models.DateTimeField("skrevet", default=timezone.now)
    sendt_den = models.DateTimeField("sendt", null=True, blank=True)
    # When a report came back that it did not arrive, and its status (RFC 3463).
    afvist_den = models.DateTimeField("kom retur", null=True, blank=True)
    afvist_kode = models.CharField("returkode", max_length=20, blank=True)

    objects = BrevQuerySet.as_manager()

    class Meta:
        ordering = [F("oprettet_den").desc(), "-pk"]
        verbose_name = "brev"
        verbose_name_plural = "breve"
        permissions = [("resend_brev", "Kan sende breve igen")]
        indexes = [
            models.Index(
                fields=["oprettet_den"], name="brev_unsent", condition=Q(sendt_den=None)
            ),
            models.Index(fields=["objekt_type", "objekt_id"], name="brev_objekt"),
        ]

    def __str__(self) -> str:
        return self.emne


def new_besked_id(domain: str) -> str:
    return f"<{uuid.uuid4()}@{domain}>"
