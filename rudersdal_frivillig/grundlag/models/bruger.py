from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Group,
    PermissionsMixin,
)
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.models.institution import (
    Fagomraade,
    Institution,
    Institutionsslags,
)
from rudersdal_frivillig.grundlag.sorting import DanishKey


class Rolle(models.TextChoices):
    LEDER = "leder", "Leder"
    STEDFORTRAEDER = "stedfortraeder", "Stedfortræder"
    MEDARBEJDER = "medarbejder", "Medarbejder"
    EKSTERN_REDAKTOER = "ekstern_redaktoer", "Ekstern redaktør"


class BrugerQuerySet(models.QuerySet["Bruger"]):
    def visible_to(self, user: "Bruger") -> Self:
        """Coordinators and administrators see all; others their own places' people."""
        if user.has_perm("grundlag.manage_alle_institutioner"):
            return self
        institutioner = Institution.objects.managed_by(user)
        roller = Institutionsrolle.objects.active().filter(
            institution__in=institutioner
        )
        return self.filter(Q(pk=user.pk) | Q(pk__in=roller.values("bruger")))

    def gone_from(self, institution: Any, on: date | None = None) -> Self:
        """Who may log in no more, or whose roles at `institution` have all ended."""
        on = on or timezone.localdate()
        roller = Institutionsrolle.objects.filter(
            bruger=OuterRef("pk"), institution=institution
        )
        held = roller.filter(Q(til=None) | Q(til__gte=on))
        return self.filter(Q(is_active=False) | Exists(roller) & ~Exists(held))

    def without_role_since(self, day: date) -> Self:
        """People without a role since before `day`, or who never had one nor came."""
        lasts = Q(til=None) | Q(til__gte=day)
        at_a_place = Institutionsrolle.objects.filter(lasts)
        as_editor = Redaktoerrolle.objects.filter(lasts)
        has_left = Q(institutionsroller__isnull=False) | Q(
            redaktoerroller__isnull=False
        )
        never_came = Q(oprettet_den__date__lt=day, last_login=None)
        idle = Q(oprettet_den__date__lt=day, last_login__date__lt=day)
        return (
            self.filter(anonymiseret_den=None, is_superuser=False, groups=None)
            .filter(has_left | never_came | idle)
            .exclude(pk__in=at_a_place.values("bruger"))
            .exclude(pk__in=as_editor.values("bruger"))
            .distinct()
        )


class BrugerManager(BaseUserManager.from_queryset(BrugerQuerySet)):  # type: ignore[misc]
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Bruger":
        bruger = self.model(email=email.strip().casefold(), **fields)
        bruger.set_password(password)
        bruger.save(using=self._db)
        return bruger

    def create_superuser(self, email: str, password: str, **fields: Any) -> "Bruger":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "Bruger":
        return self.get(email=email.strip().casefold())


class Bruger(AbstractBaseUser, PermissionsMixin):
    """Someone who works with the portal. Citizens have no account.

    The groups give abilities, `Institutionsrolle` and `Udvalgsmedlemskab` the objects.
    """

    email = models.EmailField(
        "e-mail",
        unique=True,
        error_messages={"unique": "Der er allerede en bruger med den e-mail."},
    )
    navn = models.CharField(
        max_length=100,
        # It stands in mails, where anything with these would become a link.
        validators=[RegexValidator(r"^[^/:@<>]*$", "Skriv kun navnet.")],
    )
    funktion = models.CharField(
        max_length=100,
        blank=True,
        help_text="For eksempel aktivitetsleder eller pædagogisk leder.",
    )
    telefon = TelefonField()
    is_active = models.BooleanField(
        "kan logge ind",
        default=True,
        help_text="Fjern fluebenet for at lukke adgangen.",
    )
    # What they were told when they chose a password (GDPR art. 13).
    oplysning = models.ForeignKey(
        "grundlag.Retstekst",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    oprettet_den = models.DateTimeField("oprettet", default=timezone.now)
    anonymiseret_den = models.DateTimeField(
        "gjort anonym", null=True, blank=True, editable=False
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["navn"]

    # The account exists for the admin alone, so whoever has one may enter it.
    is_staff = True

    objects = BrugerManager()

    class Meta:
        ordering = [DanishKey("navn"), "pk"]
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        constraints = [
            models.CheckConstraint(
                name="bruger_email_is_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message="Skriv e-mailen med små bogstaver.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn or self.email

    def clean(self) -> None:
        self.email = self.email.strip().casefold()

    def get_short_name(self) -> str:
        return self.navn.split(" ")[0]


class InstitutionsrolleQuerySet(models.QuerySet["Institutionsrolle"]):
    def active(self, on: date | None = None) -> Self:
        """Roles held on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(fra__lte=on).filter(Q(til=None) | Q(til__gte=on))


class Institutionsrolle(models.Model):
    """Who works where, as what, and from when to when (both days included)."""

    bruger = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="institutionsroller"
    )
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="roller"
    )
    rolle = models.CharField(max_length=20, choices=Rolle)
    fra = models.DateField(default=timezone.localdate)
    til = models.DateField(null=True, blank=True)

    objects = InstitutionsrolleQuerySet.as_manager()

    class Meta:
        ordering = ["institution", "rolle", "bruger"]
        verbose_name = "rolle på institution"
        verbose_name_plural = "roller på institutioner"
        constraints = [
            models.CheckConstraint(
                name="institutionsrolle_fra_before_til",
                condition=Q(til=None) | Q(til__gte=F("fra")),
                violation_error_message="Rollen kan ikke slutte, før den begynder.",
            ),
            models.UniqueConstraint(
                name="institutionsrolle_one_open_per_person_and_place",
                fields=["bruger", "institution"],
                condition=Q(til=None),
                violation_error_message="Personen har allerede en rolle her.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rolle_display()}, {self.institution}"

    def clean(self) -> None:
        is_external = self.rolle == Rolle.EKSTERN_REDAKTOER and self.institution_id
        if is_external and self.institution.slags != Institutionsslags.FRIVILLIGCENTER:
            raise ValidationError("Ekstern redaktør er man på et frivilligcenter.")

    @property
    def gruppe(self) -> Group:
        """The group that gives the abilities of this role. One query."""
        return Group.objects.get(name=self.get_rolle_display())


class RedaktoerrolleQuerySet(models.QuerySet["Redaktoerrolle"]):
    def active(self, on: date | None = None) -> Self:
        """Roles held on the day `on`, which is today if left out."""
        on = on or timezone.localdate()
        return self.filter(fra__lte=on).filter(Q(til=None) | Q(til__gte=on))


class Redaktoerrolle(models.Model):
    """Who edits the posts of a fagområde, from when to when (both days included)."""

    bruger = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, related_name="redaktoerroller"
    )
    fagomraade = models.ForeignKey(
        Fagomraade,
        on_delete=models.PROTECT,
        related_name="redaktoerroller",
        verbose_name="fagområde",
    )
    fra = models.DateField(default=timezone.localdate)
    til = models.DateField(null=True, blank=True)

    objects = RedaktoerrolleQuerySet.as_manager()

    class Meta:
        ordering = ["fagomraade", "bruger"]
        verbose_name = "rolle som fagområderedaktør"
        verbose_name_plural = "roller som fagområderedaktør"
        constraints = [
            models.CheckConstraint(
                name="redaktoerrolle_fra_before_til",
                condition=Q(til=None) | Q(til__gte=F("fra")),
                violation_error_message="Rollen kan ikke slutte, før den begynder.",
            ),
            models.UniqueConstraint(
                name="redaktoerrolle_one_open_per_person_and_fagomraade",
                fields=["bruger", "fagomraade"],
                condition=Q(til=None),
                violation_error_message="Personen har allerede den rolle.",
            ),
        ]

    def __str__(self) -> str:
        return f"Fagområderedaktør, {self.fagomraade}"
