from datetime import date, timedelta
from typing import Any, Self
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from opgavebank.choices import (
    ENDED,
    HENVENDELSE_TRANSITIONS,
    HenvendelseStatus,
    JaNej,
    OpslagStatus,
    Svarvej,
)
from opgavebank.models.opslag import Opslag
from opgavebank.models.svartid import answered_within
from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.models import Bruger, Institution, Retstekst
from rudersdal_frivillig.grundlag.workdays import add_working_days, working_days_between

# What a citizen may write: enough to say who one is, too little for a life story.
LONGEST_BESKED = 1000
SILENT_FOR = timedelta(days=60)
KEEP_CONTENT = timedelta(days=90)
# Working days to the promised answer, and to the last reminder of it.
ANSWERED_WITHIN = 5
FIRST_REMINDER, LAST_REMINDER = 3, 15
# Who goes back and sends the same again within this time means the first one.
_AGAIN_WITHIN = timedelta(hours=1)
# No place is shut for longer on end.
_LOOKED_AHEAD = timedelta(days=400)
# The fields that are about a person, and are emptied when the content is deleted.
PERSONAL = ("navn", "email", "telefon", "besked")

_HAS_ENDED = Q(status__in=ENDED)


class HenvendelseQuerySet(models.QuerySet["Henvendelse"]):
    def visible_to(self, user: Bruger) -> Self:
        """Those to the user's own places, and about posts that the user may write."""
        mine = Q(institution__in=Institution.objects.visible_to(user))
        return self.filter(mine | Q(opslag__in=Opslag.objects.visible_to(user)))

    def open(self) -> Self:
        return self.exclude(_HAS_ENDED)

    def unanswered(self) -> Self:
        """Where the clock runs: new ones. One who waits for a place waits for it."""
        return self.filter(status=HenvendelseStatus.NY, paa_venteliste=False)

    def unanswered_to_the_end(self) -> Self:
        return self.unanswered().filter(rykket_dag=LAST_REMINDER)

    def agreed(self) -> Self:
        return self.filter(status=HenvendelseStatus.AFTALT)

    def waiting(self) -> Self:
        """Who waits for a place, in the order they came."""
        return self.open().filter(paa_venteliste=True).order_by("oprettet_den", "pk")

    def with_room(self) -> Self:
        """Those of `waiting` whose post has a place for them now.

        A post that someone called besat has one only where an agreement came to
        nothing: that fewer agreements than places are known is no news of it.
        """
        came_to_nothing = Henvendelse.objects.filter(
            opslag=OuterRef("opslag"), aftalt_den__isnull=False
        ).exclude(status=HenvendelseStatus.AFTALT)
        has_place = Q(opslag__antal_aftalt__lt=F("opslag__pladser"))
        is_shown = Q(opslag__status__in=[OpslagStatus.AKTIV, OpslagStatus.PAUSE])
        is_besat = Q(opslag__status=OpslagStatus.BESAT)
        return self.waiting().filter(
            is_shown & (has_place | Q(opslag__pladser=0))
            | is_besat & has_place & Exists(came_to_nothing)
        )

    def silent(self) -> Self:
        """Open ones about which no one has said a word for 60 days."""
        return self.open().filter(sidste_ord_den__lt=timezone.now() - SILENT_FOR)

    def with_content(self) -> Self:
        return self.filter(indhold_slettet_den=None)

    def due_for_deletion(self) -> Self:
        """Those whose content is to be deleted: they ended 90 days ago."""
        before = timezone.now() - KEEP_CONTENT
        return self.with_content().filter(lukket_den__lt=before)

    def same_as(self, other: "Henvendelse") -> Self:
        """Open ones of the last hour about the same post, with the same words."""
        alike = {name: getattr(other, name) for name in (*PERSONAL, "opslag")}
        since = timezone.now() - _AGAIN_WITHIN
        return self.open().filter(oprettet_den__gt=since, **alike)

    def from_email(self, email: str) -> Self:
        return self.filter(email__iexact=email)


class Henvendelse(models.Model):
    """A citizen asks an institution about a post, and the institution answers.

    `status` is only changed by `opgavebank.actions`. When the content is deleted, the
    row stays with what can be counted.
    """

    # In the address of the receipt. It is no key: the receipt shows nothing personal.
    noegle = models.UUIDField(default=uuid4, unique=True, editable=False)
    opslag = models.ForeignKey(
        Opslag,
        on_delete=models.SET_NULL,
        related_name="henvendelser",
        null=True,
        editable=False,
    )
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="henvendelser",
        editable=False,
    )

    navn = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    telefon = TelefonField()
    besked = models.TextField(max_length=LONGEST_BESKED, blank=True)
    ring_op = models.BooleanField("vil gerne ringes op", default=False)
    som_gruppe = models.BooleanField("en gruppe eller forening", default=False)
    # What the citizen was told about their data, in the version they were shown.
    oplysning = models.ForeignKey(
        Retstekst, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    status = models.CharField(
        max_length=15, choices=HenvendelseStatus, default=HenvendelseStatus.NY
    )
    paa_venteliste = models.BooleanField("på venteliste", default=False)
    # Written down by the institution, so it tells nothing of how fast it answers.
    paa_telefon = models.BooleanField("kom på telefonen", default=False)
    oprettet_den = models.DateTimeField("modtaget", default=timezone.now)
    email_bekraeftet_den = models.DateTimeField(
        "e-mail bekræftet", null=True, blank=True
    )
    kontaktet_den = models.DateTimeField("besvaret", null=True, blank=True)
    svarvej = models.CharField(
        "besvaret med", max_length=10, choices=Svarvej, blank=True
    )
    svar_hverdage = models.PositiveSmallIntegerField("hverdage til svar", default=0)
    # Kept where the agreement comes to nothing.
    aftalt_den = models.DateTimeField("aftalt", null=True, blank=True)
    sidste_ord_den = models.DateTimeField("sidste ord", default=timezone.now)
    lukket_den = models.DateTimeField("afsluttet", null=True, blank=True)
    # When others heard of it, since the mail to the contact did not arrive.
    videresendt_den = models.DateTimeField("sendt videre", null=True, blank=True)
    indhold_slettet_den = models.DateTimeField("slettet", null=True, blank=True)

    # The working day up to which the institution was reminded, the citizen was asked.
    rykket_dag = models.PositiveSmallIntegerField("rykket", default=0, editable=False)
    spurgt_dag = models.PositiveSmallIntegerField(
        "borgeren spurgt", default=0, editable=False
    )
    fik_svar = models.CharField(
        "fik borgeren svar", max_length=3, choices=JaNej, blank=True
    )
    blev_til_noget = models.CharField(
        "blev det til noget", max_length=3, choices=JaNej, blank=True
    )
    foerste_gang = models.CharField(
        "første gang hos kommunen", max_length=3, choices=JaNej, blank=True
    )

    objects = HenvendelseQuerySet.as_manager()

    class Meta:
        ordering = ["-oprettet_den", "-pk"]
        verbose_name = "henvendelse"
        verbose_name_plural = "henvendelser"
        indexes = [
            models.Index(
                fields=["institution", "-oprettet_den"], name="henvendelse_institution"
            ),
            models.Index(
                fields=["status", "sidste_ord_den"], name="henvendelse_status"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="henvendelse_can_be_answered",
                condition=Q(indhold_slettet_den__isnull=False)
                | ~Q(navn="") & (~Q(email="") | ~Q(telefon="")),
                violation_error_message="Skriv din e-mail eller dit telefonnummer.",
            ),
            models.CheckConstraint(
                name="henvendelse_to_be_called_has_telefon",
                condition=Q(ring_op=False)
                | ~Q(telefon="")
                | Q(indhold_slettet_den__isnull=False),
                violation_error_message="Skriv det nummer, vi skal ringe til.",
            ),
            models.CheckConstraint(
                name="henvendelse_lukket_den_when_it_has_ended",
                condition=_HAS_ENDED & Q(lukket_den__isnull=False)
                | ~_HAS_ENDED & Q(lukket_den=None),
            ),
            models.CheckConstraint(
                name="henvendelse_kontaktet_den_and_svarvej",
                condition=Q(kontaktet_den=None, svarvej="", svar_hverdage=0)
                | Q(kontaktet_den__isnull=False) & ~Q(svarvej=""),
            ),
            models.CheckConstraint(
                name="henvendelse_ny_is_unanswered",
                condition=~Q(status=HenvendelseStatus.NY) | Q(kontaktet_den=None),
            ),
            models.CheckConstraint(
                name="henvendelse_bekraeftet_has_email",
                condition=Q(email_bekraeftet_den=None)
                | ~Q(email="")
                | Q(indhold_slettet_den__isnull=False),
            ),
            models.CheckConstraint(
                name="henvendelse_slettet_has_ended_and_no_person",
                condition=Q(indhold_slettet_den=None)
                | Q(lukket_den__isnull=False, **dict.fromkeys(PERSONAL, "")),
            ),
        ]

    def __str__(self) -> str:
        # Read in mails, logs and on pages that others may see: no name.
        return f"Henvendelse om “{self.opslag or self.institution}”"

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def is_unanswered(self) -> bool:
        """As in the queryset."""
        return self.status == HenvendelseStatus.NY and not self.paa_venteliste

    @property
    def told(self) -> str:
        return HenvendelseStatus(self.status).told

    @property
    def may_be_withdrawn(self) -> bool:
        return (
            HenvendelseStatus.TRUKKET
            in HENVENDELSE_TRANSITIONS[HenvendelseStatus(self.status)]
        )

    @property
    def svar_senest(self) -> date:
        """The day by which the citizen may expect an answer."""
        start = timezone.localdate(self.oprettet_den)
        closed = self.institution.closed_days(start, start + _LOOKED_AHEAD)
        return add_working_days(start, answered_within(self.institution), closed=closed)

    def hverdage(self, until: date) -> int:
        """Working days of the place from the day it came to `until`. One query."""
        start = timezone.localdate(self.oprettet_den)
        closed = self.institution.closed_days(start, until)
        return working_days_between(start, until, closed=closed)

    def move_to(self, status: HenvendelseStatus) -> None:
        """Set `status`. Raises `ValidationError` where it may not be."""
        before = HenvendelseStatus(self.status)
        if status not in HENVENDELSE_TRANSITIONS[before]:
            raise ValidationError(
                f"En henvendelse, der er “{before.label}”, "
                f"kan ikke blive “{status.label}”."
            )
        self.status = status

    def empty(self) -> None:
        """Take out what is about the person."""
        for name in PERSONAL:
            setattr(self, name, "")

    def validate_constraints(self, exclude: Any = None) -> None:
        # A form does not show `status`; check those rules, too.
        super().validate_constraints()
