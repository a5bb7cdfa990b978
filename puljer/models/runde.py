from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from puljer import tidspunkt
from puljer.models.pulje import Pulje
from rudersdal_frivillig.grundlag.models import Bruger

# "kl. 23.59" is said of a minute, and all of it belongs to the time one has.
FRIST_COVERS = timedelta(minutes=1)


class RundeQuerySet(models.QuerySet["Runde"]):
    def visible_to(self, user: Bruger) -> Self:
        return self.filter(pulje__in=Pulje.objects.visible_to(user))

    def waiting(self) -> Self:
        """Proposed, and neither approved nor sent back."""
        return self.filter(godkendt_den=None, foreslaaet_den__isnull=False)

    def approved(self) -> Self:
        return self.filter(godkendt_den__isnull=False)

    def open(self, at: datetime) -> Self:
        """Rounds that take applications at the moment `at`."""
        rows = self.approved().filter(aabner__lte=at, lukket_den=None)
        return rows.filter(Q(frist=None) | Q(frist__gt=at - FRIST_COVERS))

    def coming(self, at: datetime) -> Self:
        return self.approved().filter(aabner__gt=at, lukket_den=None)


class Runde(models.Model):
    """A time to apply in and a frame of money. Without `frist` it is løbende.

    `frist` is the one source of the deadline: page, mail, calendar and judgement. The
    row is what decisions about the frame lock.
    """

    pulje = models.ForeignKey(Pulje, on_delete=models.PROTECT, related_name="runder")
    navn = models.CharField(max_length=60, help_text="For eksempel Forår 2027.")
    aabner = models.DateTimeField("åbner")
    frist = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Hele det minut tæller med. Tom, når man kan søge løbende.",
    )
    svar_senest = models.DateField("svar senest", null=True, blank=True)
    lukket_den = models.DateTimeField("lukket før tid", null=True, blank=True)

    ramme_oere = models.PositiveBigIntegerField("ramme")
    disponeret_oere = models.PositiveBigIntegerField(
        "disponeret", default=0, editable=False
    )
    mindst_oere = models.PositiveBigIntegerField("mindst", default=0)
    hoejst_oere = models.PositiveBigIntegerField("højst", default=0)
    egenandel_pct = models.PositiveSmallIntegerField(
        "egenandel i procent",
        default=0,
        validators=[MaxValueValidator(100)],
        help_text="Af udgifterne. Frivillige timer tæller med, hvis puljen siger det.",
    )

    foreslaaet_den = models.DateTimeField("foreslået", null=True, blank=True)
    foreslaaet_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    godkendt_den = models.DateTimeField("godkendt", null=True, blank=True)
    godkendt_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = RundeQuerySet.as_manager()

    class Meta:
        ordering = ["-aabner", "-pk"]
        verbose_name = "runde"
        verbose_name_plural = "runder"
        constraints = [
            models.CheckConstraint(
                name="runde_ramme_is_never_exceeded",
                condition=Q(disponeret_oere__lte=F("ramme_oere")),
                violation_error_message="Rammen kan ikke være under det, der er givet.",
            ),
            models.CheckConstraint(
                name="runde_opens_before_its_frist",
                condition=Q(frist=None) | Q(frist__gt=F("aabner")),
                violation_error_message="Fristen skal ligge efter, at runden åbner.",
            ),
            models.CheckConstraint(
                name="runde_mindst_within_hoejst",
                condition=Q(mindst_oere__lte=F("hoejst_oere")),
                violation_error_message="Det mindste beløb er over det højeste.",
            ),
            models.CheckConstraint(
                name="runde_egenandel_is_a_part",
                condition=Q(egenandel_pct__lte=100),
            ),
            models.CheckConstraint(
                name="runde_is_approved_by_another",
                condition=Q(foreslaaet_den=None, foreslaaet_af=None)
                & Q(godkendt_den=None, godkendt_af=None)
                | Q(foreslaaet_den__isnull=False, foreslaaet_af__isnull=False)
                & (
                    Q(godkendt_den=None, godkendt_af=None)
                    | Q(godkendt_den__isnull=False, godkendt_af__isnull=False)
                    & ~Q(godkendt_af=F("foreslaaet_af"))
                ),
                violation_error_message=(
                    "En anden end den, der foreslog runden, skal godkende den."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pulje}: {self.navn}"

    def clean(self) -> None:
        if self.frist and (self.frist.second or self.frist.microsecond):
            raise ValidationError({"frist": "Skriv fristen i hele minutter."})

    @property
    def is_loebende(self) -> bool:
        return self.frist is None

    @property
    def lukker(self) -> datetime | None:
        """The first moment that is too late."""
        return self.frist + FRIST_COVERS if self.frist else None

    @property
    def sidste_frist(self) -> datetime | None:
        """The deadline, or when the round was closed before it."""
        return min((t for t in (self.frist, self.lukket_den) if t), default=None)

    @property
    def frist_text(self) -> str:
        """The deadline as it is said everywhere; Danish time, wherever one reads it."""
        if self.frist is None:
            return "I kan søge hele året"
        return tidspunkt.said(self.frist)

    @property
    def tilstand(self) -> str:
        """Where the round is on its way, for staff."""
        if self.lukket_den:
            return "Lukket"
        if self.godkendt_den is None:
            return "Venter på godkendelse" if self.foreslaaet_den else "Kladde"
        now = timezone.now()
        if self.aabner > now:
            return "Godkendt, men ikke åbnet"
        return "Fristen er nået" if self.is_past(now) else "Åben"

    @property
    def svar_text(self) -> str:
        """When one gets an answer, after the word svar."""
        if self.svar_senest:
            return f"senest {date_format(self.svar_senest, 'j. F Y')}"
        return f"inden for {self.pulje.svar_hverdage} hverdage"

    def is_open(self, at: datetime) -> bool:
        """As in the queryset."""
        return (
            self.godkendt_den is not None
            and self.aabner <= at
            and not self.is_past(at)
            and self.lukket_den is None
        )

    def is_past(self, at: datetime) -> bool:
        """Whether `at` is after the deadline."""
        return self.lukker is not None and at >= self.lukker

    def takes_late(self, at: datetime) -> bool:
        """Whether a draft may still be sent at `at`, as one that came too late."""
        if self.lukker is None or self.lukket_den or not self.is_past(at):
            return False
        return at < self.lukker + timedelta(days=self.pulje.efter_frist_dage)
