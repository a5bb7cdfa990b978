from collections.abc import Collection
from datetime import timedelta
from typing import Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.models.bruger import Bruger
from rudersdal_frivillig.grundlag.models.institution import Institution
from rudersdal_frivillig.grundlag.models.retstekst import Retstekst


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def upcoming(self) -> Self:
        """What has not begun, the next first; what was called off is among them."""
        return self.filter(begynder__gt=timezone.now()).order_by("begynder", "pk")

    def held(self) -> Self:
        """What was not called off."""
        return self.filter(aflyst_den=None)

    def visible_to(self, user: Bruger) -> Self:
        """Those at the places where `user` works."""
        return self.filter(institution__in=Institution.objects.visible_to(user))


class Arrangement(models.Model):
    """Something at a time and a place that one can sign up for.

    `antal_tilmeldt` and `aflyst_den` are only changed by the actions of grundlag.
    """

    titel = models.CharField(max_length=100)
    beskrivelse = models.TextField(max_length=2000, blank=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="arrangementer"
    )
    begynder = models.DateTimeField()
    slutter = models.DateTimeField()
    sted = models.CharField("mødested", max_length=150, blank=True)
    adgang = models.CharField(
        "adgang til stedet",
        max_length=200,
        blank=True,
        help_text="Fx trinfri adgang, bus og parkering.",
    )
    pladser = models.PositiveSmallIntegerField(
        default=0, help_text="0, hvis der er plads til alle."
    )
    antal_tilmeldt = models.PositiveSmallIntegerField(
        "tilmeldte", default=0, editable=False
    )
    # How often time or place have changed, for the calendars that have it (RFC 5545).
    sekvens = models.PositiveSmallIntegerField(default=0, editable=False)
    oprettet_den = models.DateTimeField("oprettet", default=timezone.now)
    aendret_den = models.DateTimeField("ændret", auto_now=True)
    aflyst_den = models.DateTimeField("aflyst", null=True, blank=True, editable=False)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        ordering = ["begynder", "pk"]
        verbose_name = "arrangement"
        verbose_name_plural = "arrangementer"
        indexes = [models.Index(fields=["begynder"], name="arrangement_begynder")]
        constraints = [
            models.CheckConstraint(
                name="arrangement_ends_after_it_begins",
                condition=Q(slutter__gt=F("begynder")),
                violation_error_message="Det skal slutte, efter at det begynder.",
            ),
            models.CheckConstraint(
                name="arrangement_is_never_overbooked",
                condition=Q(pladser=0) | Q(antal_tilmeldt__lte=F("pladser")),
                violation_error_message=(
                    "Flere er tilmeldt, end der er pladser. Sæt flere pladser."
                ),
            ),
        ]

    def __str__(self) -> str:
        begynder = timezone.localtime(self.begynder)
        return f"{self.titel}, {begynder:%d.%m.%Y kl. %H.%M}"

    def get_absolute_url(self) -> str:
        return reverse("grundlag:arrangement_detail", args=[self.pk])

    def clean(self) -> None:
        if self.begynder is None or self.begynder > timezone.now():
            return
        rows = Arrangement.objects.filter(pk=self.pk, begynder=self.begynder)
        if not rows.exists():
            raise ValidationError({"begynder": "Vælg et tidspunkt, der ikke er gået."})

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # Forms leave out those that touch fields they do not show; check them all.
        super().validate_constraints()

    @property
    def is_open(self) -> bool:
        """Whether one can sign up."""
        return self.aflyst_den is None and self.begynder > timezone.now()

    @property
    def is_full(self) -> bool:
        return 0 < self.pladser <= self.antal_tilmeldt

    @property
    def is_over(self) -> bool:
        return self.slutter <= timezone.now()

    @property
    def antal_ledige(self) -> int:
        """Places left, where they are counted."""
        return max(0, self.pladser - self.antal_tilmeldt)

    @property
    def when(self) -> str:
        """Day and hours as a citizen reads them."""
        begynder, slutter = map(timezone.localtime, (self.begynder, self.slutter))
        day = date_format(begynder, "l j. F Y")
        if begynder.date() == slutter.date():
            return f"{day} kl. {begynder:%H.%M}-{slutter:%H.%M}"
        until = f"{date_format(slutter, 'l j. F Y')} kl. {slutter:%H.%M}"
        return f"{day} kl. {begynder:%H.%M} til {until}"

    @property
    def where(self) -> str:
        """Where one meets, with the address, on one line."""
        parts = (self.sted, str(self.institution), self.institution.postadresse)
        return ", ".join(dict.fromkeys(part for part in parts if part))


class Tilmeldingsstatus(models.TextChoices):
    TILMELDT = "tilmeldt", "Tilmeldt"
    VENTELISTE = "venteliste", "På venteliste"
    AFMELDT = "afmeldt", "Meldt fra"


class TilmeldingQuerySet(models.QuerySet["Tilmelding"]):
    def signed_up(self) -> Self:
        return self.filter(status=Tilmeldingsstatus.TILMELDT)

    def waiting(self) -> Self:
        """Who waits for a place, in the order they came."""
        waits = self.filter(status=Tilmeldingsstatus.VENTELISTE)
        return waits.order_by("oprettet_den", "pk")

    def due_for_deletion(self, days: int = 30) -> Self:
        """Those to what was over more than `days` days ago."""
        before = timezone.now() - timedelta(days=days)
        return self.filter(arrangement__slutter__lt=before)

    def from_email(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def going(self) -> Self:
        """Who has a place or waits for one."""
        return self.exclude(status=Tilmeldingsstatus.AFMELDT)

    def visible_to(self, user: Bruger) -> Self:
        return self.filter(arrangement__in=Arrangement.objects.visible_to(user))


class Tilmelding(models.Model):
    """Someone who signed up. `status` is only changed by the actions of grundlag."""

    # In the address of the receipt. It is no key: the receipt shows nothing personal.
    noegle = models.UUIDField(default=uuid4, unique=True, editable=False)
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.CASCADE, related_name="tilmeldinger"
    )
    navn = models.CharField(max_length=100)
    email = models.EmailField("e-mail", blank=True)
    telefon = TelefonField()
    # What the citizen was told about their data, in the version they were shown.
    oplysning = models.ForeignKey(
        Retstekst, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    status = models.CharField(
        max_length=10, choices=Tilmeldingsstatus, default=Tilmeldingsstatus.TILMELDT
    )
    oprettet_den = models.DateTimeField("tilmeldt", default=timezone.now)
    afmeldt_den = models.DateTimeField("meldt fra", null=True, blank=True)
    # Something changed, and there is no e-mail to tell it to.
    skal_ringes_op = models.BooleanField("skal ringes op", default=False)

    objects = TilmeldingQuerySet.as_manager()

    class Meta:
        ordering = ["oprettet_den", "pk"]
        verbose_name = "tilmelding"
        verbose_name_plural = "tilmeldinger"
        constraints = [
            models.CheckConstraint(
                name="tilmelding_can_be_reached",
                condition=~Q(email="") | ~Q(telefon=""),
                violation_error_message="Skriv din e-mail eller dit telefonnummer.",
            ),
            models.CheckConstraint(
                name="tilmelding_afmeldt_says_when",
                condition=Q(status=Tilmeldingsstatus.AFMELDT, afmeldt_den__isnull=False)
                | ~Q(status=Tilmeldingsstatus.AFMELDT) & Q(afmeldt_den=None),
            ),
            models.UniqueConstraint(
                "arrangement",
                Lower("email"),
                name="tilmelding_one_place_for_an_email",
                condition=~Q(email="") & ~Q(status=Tilmeldingsstatus.AFMELDT),
            ),
        ]

    def __str__(self) -> str:
        # Read in mails and logs: no name.
        return f"Tilmelding til {self.arrangement}"
