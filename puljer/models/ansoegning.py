import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from puljer.choices import (
    ENDED,
    NOT_SENT,
    TRANSITIONS,
    Ansoegertype,
    AnsoegningStatus,
    Fristskoen,
    Modtagevej,
)
from puljer.models.pulje import Pulje
from puljer.models.querysets import IS_SENT, AnsoegningQuerySet
from puljer.models.runde import Runde
from puljer.models.skema import Skema
from rudersdal_frivillig.grundlag.models import Bruger, Institution

_IS_TAKEN = Q(status=AnsoegningStatus.UNDER_BEHANDLING)


class Ansoegning(models.Model):
    """An application. The row is the working copy.

    What was sent is an `Ansoegningsversion`. The working copy can be changed until the
    deadline, and the version that was sent counts until the next. `status` is only
    changed by `puljer.actions`.
    """

    # In the address. It is no key: who comes there must have used a link.
    noegle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    runde = models.ForeignKey(
        Runde, on_delete=models.PROTECT, related_name="ansoegninger", editable=False
    )
    skema = models.ForeignKey(
        Skema, on_delete=models.PROTECT, related_name="ansoegninger", editable=False
    )
    nummer = models.CharField(max_length=20, blank=True, editable=False)

    ansoegertype = models.CharField(
        "ansøger", max_length=12, choices=Ansoegertype, blank=True
    )
    navn = models.CharField(
        "foreningens eller gruppens navn", max_length=120, blank=True
    )
    cvr = models.CharField("CVR-nummer", max_length=8, blank=True)
    # Of a group: the association that will receive the money for it, if there is one.
    vaert = models.CharField("værtsorganisation", max_length=120, blank=True)
    vaert_cvr = models.CharField("værtens CVR-nummer", max_length=8, blank=True)
    is_myndig = models.BooleanField("kontaktpersonen er fyldt 18 år", default=False)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    partner = models.CharField("partner", max_length=120, blank=True)
    titel = models.CharField("projektets navn", max_length=100, blank=True)
    # From the key of a question to its answer: text, number, oere, ISO date or a list.
    svar: Any = models.JSONField(default=dict, blank=True)
    frivilligtimer = models.PositiveIntegerField("frivillige timer", default=0)
    # Expenses less income, as the last save of the budget left them.
    ansoegt_oere = models.PositiveBigIntegerField("ansøgt", default=0)

    # One more each time something is saved; of each part of the form in `versioner`.
    version = models.PositiveIntegerField(default=1, editable=False)
    versioner: Any = models.JSONField(default=dict, editable=False)
    indsendt_version = models.PositiveIntegerField(default=0, editable=False)

    status = models.CharField(
        max_length=16, choices=AnsoegningStatus, default=AnsoegningStatus.KLADDE
    )
    rettidig = models.BooleanField("kom til tiden", default=True)
    fristskoen = models.CharField(
        "kom for sent", max_length=12, choices=Fristskoen, blank=True
    )
    fristskoen_begrundelse = models.TextField("begrundelse", max_length=500, blank=True)
    fristskoen_den = models.DateTimeField(null=True, blank=True)
    fristskoen_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    # Of an application that staff write for someone: how it came, and who confirmed it.
    modtagevej = models.CharField(
        "kom på", max_length=8, choices=Modtagevej, default=Modtagevej.PORTAL
    )
    modtaget_paa_papir = models.DateField(
        "modtaget på papir eller telefon", null=True, blank=True
    )
    indtastet_af = models.ForeignKey(
        Bruger,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    bekraeftet_den = models.DateTimeField(
        "bekræftet af ansøgeren", null=True, blank=True
    )

    # The post that it was started from, if the bank is switched on.
    opslag = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    kopieret_fra = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )

    oprettet_den = models.DateTimeField("begyndt", default=timezone.now)
    gemt_den = models.DateTimeField("sidst gemt", default=timezone.now)
    # When the first and the last version that was sent arrived.
    modtaget_den = models.DateTimeField("modtaget", null=True, blank=True)
    genindsendt_den = models.DateTimeField("sidst sendt", null=True, blank=True)
    behandler = models.ForeignKey(
        Bruger,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="sagsbehandler",
    )
    trukket_den = models.DateTimeField("trukket", null=True, blank=True)
    videresendt_den = models.DateTimeField("sendt videre", null=True, blank=True)
    videresendt_til = models.CharField("sendt videre til", max_length=200, blank=True)
    udloebet_den = models.DateTimeField("udløbet", null=True, blank=True)

    objects = AnsoegningQuerySet.as_manager()

    class Meta:
        ordering = [F("modtaget_den").desc(nulls_last=True), "-pk"]
        verbose_name = "ansøgning"
        verbose_name_plural = "ansøgninger"
        permissions = [
            ("assist_ansoegning", "Kan skrive ansøgninger for andre"),
            ("handle_ansoegning", "Kan behandle ansøgninger"),
        ]
        indexes = [
            models.Index(fields=["runde", "status"], name="ansoegning_runde"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="ansoegning_one_of_each_nummer",
                fields=["nummer"],
                condition=~Q(nummer=""),
            ),
            models.CheckConstraint(
                name="ansoegning_sent_has_nummer_and_time",
                condition=IS_SENT & ~Q(nummer="") & Q(modtaget_den__isnull=False)
                | ~IS_SENT & Q(nummer="", modtaget_den=None),
            ),
            models.CheckConstraint(
                name="ansoegning_indsendt_version_is_of_the_past",
                condition=Q(indsendt_version__lte=F("version")),
            ),
            # Only one that came too late is judged for it, by someone, with a reason.
            models.CheckConstraint(
                name="ansoegning_fristskoen_says_why_and_by_whom",
                condition=Q(fristskoen="", fristskoen_begrundelse="")
                & Q(fristskoen_den=None, fristskoen_af=None)
                | Q(rettidig=False, fristskoen_den__isnull=False)
                & Q(fristskoen_af__isnull=False)
                & ~Q(fristskoen="")
                & ~Q(fristskoen_begrundelse=""),
                violation_error_message="Skriv, hvorfor du afgør det sådan.",
            ),
            models.CheckConstraint(
                name="ansoegning_under_behandling_has_behandler",
                condition=~_IS_TAKEN | Q(behandler__isnull=False),
            ),
            models.CheckConstraint(
                name="ansoegning_trukket_says_when",
                condition=Q(status=AnsoegningStatus.TRUKKET, trukket_den__isnull=False)
                | ~Q(status=AnsoegningStatus.TRUKKET) & Q(trukket_den=None),
            ),
            models.CheckConstraint(
                name="ansoegning_videresendt_says_when_and_where",
                condition=Q(
                    status=AnsoegningStatus.VIDERESENDT, videresendt_den__isnull=False
                )
                & ~Q(videresendt_til="")
                | ~Q(status=AnsoegningStatus.VIDERESENDT)
                & Q(videresendt_den=None, videresendt_til=""),
            ),
            models.CheckConstraint(
                name="ansoegning_udloebet_says_when",
                condition=Q(
                    status=AnsoegningStatus.UDLOEBET, udloebet_den__isnull=False
                )
                | ~Q(status=AnsoegningStatus.UDLOEBET) & Q(udloebet_den=None),
            ),
            models.CheckConstraint(
                name="ansoegning_not_from_the_portal_has_who_wrote_it",
                condition=Q(modtagevej=Modtagevej.PORTAL)
                | Q(indtastet_af__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Read in mails, logs and on pages that others may see: no name.
        return self.nummer or f"Kladde til “{self.runde.pulje}”"

    def get_absolute_url(self) -> str:
        return reverse("puljer:ansoegning_detail", args=[self.noegle])

    @property
    def pulje(self) -> Pulje:
        return self.runde.pulje

    @property
    def is_sent(self) -> bool:
        return self.status not in NOT_SENT

    @property
    def is_open(self) -> bool:
        return self.is_sent and self.status not in ENDED

    @property
    def has_unsent_changes(self) -> bool:
        return self.is_sent and self.version > self.indsendt_version

    @property
    def ansoeger(self) -> str:
        """Who applies, as staff and applicants read it."""
        return str(self.institution) if self.institution else self.navn

    def may_be_edited(self, at: datetime) -> bool:
        """Until the deadline; where there is none, until a caseworker has taken it.

        A draft may be worked on as long as it may be sent.
        """
        if self.status == AnsoegningStatus.KLADDE:
            return self.may_be_sent(at)
        return self.status == AnsoegningStatus.MODTAGET and self.runde.is_open(at)

    def may_be_sent(self, at: datetime) -> bool:
        runde = self.runde
        if self.status == AnsoegningStatus.KLADDE:
            return runde.is_open(at) or runde.takes_late(at)
        return self.status == AnsoegningStatus.MODTAGET and runde.is_open(at)

    def came(self, at: datetime) -> datetime:
        """When it came, sent at `at`: what is on paper on the day that staff say."""
        if self.modtaget_paa_papir is None:
            return at
        start = datetime.combine(self.modtaget_paa_papir, datetime.min.time())
        return min(timezone.make_aware(start), at)

    def is_late(self, at: datetime) -> bool:
        """Whether it comes too late, sent for the first time at `at`."""
        return not self.is_sent and self.runde.is_past(self.came(at))

    @property
    def waits_for_confirmation(self) -> bool:
        """Staff wrote it, and the applicant has not said yet whether it is right."""
        return self.indtastet_af_id is not None and self.bekraeftet_den is None

    @property
    def may_be_withdrawn(self) -> bool:
        return AnsoegningStatus.TRUKKET in self._next

    @property
    def _next(self) -> set[AnsoegningStatus]:
        return TRANSITIONS[AnsoegningStatus(self.status)]

    def move_to(self, status: AnsoegningStatus) -> None:
        """Set `status`. Raises `ValidationError` where it may not be."""
        if status not in self._next:
            before = self.get_status_display()
            raise ValidationError(
                f"En ansøgning, der er “{before}”, kan ikke blive “{status.label}”."
            )
        self.status = status

    def active_deltagere(self) -> Iterator[Any]:
        return (d for d in self.deltagere.all() if d.fjernet_den is None)
