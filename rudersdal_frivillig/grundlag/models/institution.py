from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.models.oplyst import Oplyst, OplystField
from rudersdal_frivillig.grundlag.sorting import DanishKey

if TYPE_CHECKING:
    from rudersdal_frivillig.grundlag.models.bruger import Bruger


class Fagomraade(models.Model):
    """A field of work, such as Ældre og sundhed. One list for the whole portal."""

    navn = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    beskrivelse = models.CharField(
        max_length=300,
        blank=True,
        help_text="En-to sætninger, som borgere læser øverst på fagområdets side.",
    )
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Meta:
        ordering = ["raekkefoelge", "navn"]
        verbose_name = "fagområde"
        verbose_name_plural = "fagområder"

    def __str__(self) -> str:
        return self.navn


class Omraade(models.Model):
    """A part of the municipality that people say they live in."""

    navn = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=0)
    # The middle of the area in WGS84, roughly; none for "Hele kommunen".
    breddegrad = models.FloatField(null=True, blank=True)
    laengdegrad = models.FloatField("længdegrad", null=True, blank=True)

    class Meta:
        ordering = ["raekkefoelge", "navn"]
        verbose_name = "område"
        verbose_name_plural = "områder"
        constraints = [
            models.CheckConstraint(
                name="omraade_middle_has_both_coordinates",
                condition=Q(breddegrad=None, laengdegrad=None)
                | Q(breddegrad__isnull=False, laengdegrad__isnull=False),
                violation_error_message="Angiv både breddegrad og længdegrad.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def middle(self) -> tuple[float, float] | None:
        if self.breddegrad is None or self.laengdegrad is None:
            return None
        return self.breddegrad, self.laengdegrad


class Postnummer(models.Model):
    """A postcode people live in, with its middle in WGS84, roughly."""

    nr = models.CharField(max_length=4, primary_key=True)
    navn = models.CharField(max_length=40)
    breddegrad = models.FloatField()
    laengdegrad = models.FloatField("længdegrad")

    class Meta:
        ordering = ["nr"]
        verbose_name = "postnummer"
        verbose_name_plural = "postnumre"
        constraints = [
            models.CheckConstraint(
                name="postnummer_is_four_digits",
                condition=Q(nr__regex=r"^[0-9]{4}$"),
                violation_error_message="Et postnummer er fire cifre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nr} {self.navn}"


class Institutionsslags(models.TextChoices):
    DAGINSTITUTION = "daginstitution", "Daginstitution"
    DAGPLEJE = "dagpleje", "Dagpleje"
    SKOLE = "skole", "Skole"
    SFO = "sfo", "SFO"
    KLUB = "klub", "Klub"
    UNGDOMSSKOLE = "ungdomsskole", "Ungdomsskole"
    PLEJECENTER = "plejecenter", "Plejecenter"
    OMSORGSCENTER = "omsorgscenter", "Omsorgscenter"
    AKTIVITETSCENTER = "aktivitetscenter", "Aktivitetscenter"
    BOTILBUD = "botilbud", "Botilbud"
    SOCIALT_TILBUD = "socialt_tilbud", "Socialt tilbud"
    FRISAT_CENTER = "frisat_center", "Frisat center"
    BIBLIOTEK = "bibliotek", "Bibliotek"
    MUSEUM = "museum", "Museum"
    MUSIKSKOLE = "musikskole", "Musikskole"
    KULTURHUS = "kulturhus", "Kulturhus"
    IDRAETSANLAEG = "idraetsanlaeg", "Idrætsanlæg"
    NATUR = "natur", "Natur"
    GENBRUG = "genbrug", "Genbrug"
    FRIVILLIGCENTER = "frivilligcenter", "Frivilligcenter"
    ADMINISTRATION = "administration", "Administration"


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def visible_to(self, user: "Bruger", on: date | None = None) -> Self:
        """What `user` may work with on the day `on`, which is today if left out."""
        at_work = ["leder", "stedfortraeder", "medarbejder"]
        return self._held_by(user, on=on, roller__rolle__in=at_work)

    def managed_by(self, user: "Bruger") -> Self:
        """Places whose own facts `user` may change: leaders and their deputies."""
        return self._held_by(user, roller__rolle__in=["leder", "stedfortraeder"])

    def led_by(self, user: "Bruger") -> Self:
        """Places to which `user` may invite, and whose roles they may end."""
        return self._held_by(user, roller__rolle="leder")

    def edited_by(self, user: "Bruger") -> Self:
        """Frivilligcentre in whose name `user`, from outside, writes posts."""
        # A place may have become something else since the role was given.
        return self._held_by(user, roller__rolle="ekstern_redaktoer").filter(
            slags=Institutionsslags.FRIVILLIGCENTER
        )

    def open(self, on: date | None = None) -> Self:
        """Places that have not closed for good on the day `on`."""
        on = on or timezone.localdate()
        return self.filter(Q(lukket_den=None) | Q(lukket_den__gt=on))

    def _held_by(self, user: "Bruger", on: date | None = None, **which: Any) -> Self:
        if user.has_perm("grundlag.manage_alle_institutioner"):
            return self
        on = on or timezone.localdate()
        # One filter, so that it is one role that all of it is true of.
        held = Q(roller__bruger=user, roller__fra__lte=on, **which) & (
            Q(roller__til=None) | Q(roller__til__gte=on)
        )
        return self.filter(pk__in=self.model._default_manager.filter(held).values("pk"))


class Institution(models.Model):
    """A municipal place, or the Frivilligcenter, that seeks volunteers."""

    navn = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    slags = models.CharField(max_length=20, choices=Institutionsslags)
    fagomraade = models.ForeignKey(
        Fagomraade,
        on_delete=models.PROTECT,
        related_name="institutioner",
        verbose_name="fagområde",
    )
    omraade = models.ForeignKey(
        Omraade,
        on_delete=models.PROTECT,
        related_name="institutioner",
        verbose_name="område",
    )
    adresse = models.CharField(max_length=100, blank=True)
    postnr = models.CharField(max_length=4, blank=True)
    by = models.CharField(max_length=40, blank=True)
    breddegrad = models.FloatField(null=True, blank=True)
    laengdegrad = models.FloatField("længdegrad", null=True, blank=True)
    beskrivelse = models.TextField(
        blank=True, help_text="To-tre sætninger om stedet, som borgere kan læse."
    )

    kontakt_funktion = models.CharField(
        "kontakt",
        max_length=100,
        blank=True,
        help_text="En funktion, for eksempel aktivitetsleder. Foreslås på nye opslag.",
    )
    kontakt_telefon = TelefonField("telefon")
    kontakt_email = models.EmailField("e-mail", blank=True)
    stedfortraeder_funktion = models.CharField(
        "stedfortræder", max_length=100, blank=True
    )
    stedfortraeder_telefon = TelefonField("stedfortræders telefon")
    stedfortraeder_email = models.EmailField("stedfortræders e-mail", blank=True)

    kraever_godkendelse = models.BooleanField(
        "opslag skal godkendes",
        default=False,
        help_text="En frivilligkoordinator ser opslag igennem, før borgerne ser dem.",
    )
    lukket_den = models.DateField(
        "lukker for altid",
        null=True,
        blank=True,
        help_text="Fra den dag er stedet lukket. Vi arkiverer dets opslag samme nat.",
    )

    trinfri_adgang = OplystField("trinfri adgang")
    elevator = OplystField()
    handicaptoilet = OplystField("handicaptoilet")
    teleslynge = OplystField()
    handicapparkering = OplystField("handicapparkering")
    offentlig_transport = models.CharField(
        max_length=200, blank=True, help_text="Nærmeste bus eller station."
    )
    tilgaengelighed_note = models.TextField("mere om tilgængelighed", blank=True)

    viser_frivilligoverblik = models.BooleanField(
        "vis frivilligoverblikket på institutionens side",
        default=False,
        help_text="Borgerne ser, hvor frivillige hjælper, og hvor I mangler nogen.",
    )

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = [DanishKey("navn"), "pk"]
        verbose_name = "institution"
        verbose_name_plural = "institutioner"
        permissions = [
            ("manage_alle_institutioner", "Kan arbejde med alle institutioner"),
            ("import_institution", "Kan importere institutioner"),
        ]
        indexes = [models.Index(DanishKey("navn"), name="institution_danish_order")]
        constraints = [
            models.CheckConstraint(
                name="institution_postnr_is_four_digits",
                condition=Q(postnr="") | Q(postnr__regex=r"^[0-9]{4}$"),
                violation_error_message="Et postnummer er fire cifre.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def is_closed(self) -> bool:
        return bool(self.lukket_den and self.lukket_den <= timezone.localdate())

    @property
    def postadresse(self) -> str:
        """Street, postcode and town on one line, without what is not known."""
        by = f"{self.postnr} {self.by}".strip()
        return ", ".join(part for part in (self.adresse, by) if part)

    @property
    def tilgaengelighed(self) -> list[tuple[str, str]]:
        """Rows (label, answer) about access to the place; none if no one has looked."""
        fields = {
            "trinfri_adgang": "Trinfri adgang",
            "elevator": "Elevator",
            "handicaptoilet": "Handicaptoilet",
            "teleslynge": "Teleslynge",
            "handicapparkering": "Handicapparkering",
        }
        answers = [
            (label, Oplyst(getattr(self, name))) for name, label in fields.items()
        ]
        if all(answer == Oplyst.IKKE_OPLYST for _, answer in answers):
            return []
        return [(label, answer.label) for label, answer in answers]

    def closed_days(self, start: date, end: date) -> set[date]:
        """Every day from `start` to `end` that lies in a lukkedag. One query, or none
        where `lukkedage` were fetched."""
        spans = self.lukkedage.all()
        days = {
            span.fra + timedelta(days=n)
            for span in spans
            for n in range((span.til - span.fra).days + 1)
        }
        return {day for day in days if start <= day <= end}
