"""One factory per model: the plainest valid instance. Tests state what matters."""

from datetime import timedelta

import factory
from django.utils import timezone

from opgavebank.choices import Droeftet, EgnetFor, Maalgruppe, OpslagStatus, Tidspunkt
from opgavebank.models import Frivilligindsats, Henvendelse, Opslag
from rudersdal_frivillig.grundlag import models

PASSWORD = "en-lang-adgangskode"


class BrugerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Bruger
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"bruger{n}@kommune.example")
    navn = factory.Sequence(lambda n: f"Bruger {n}")
    password = factory.django.Password(PASSWORD)


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Institution

    navn = factory.Sequence(lambda n: f"Institution {n}")
    slug = factory.Sequence(lambda n: f"institution-{n}")
    slags = models.Institutionsslags.PLEJECENTER
    # The lists come with the migrations.
    fagomraade = factory.LazyFunction(models.Fagomraade.objects.first)
    omraade = factory.LazyFunction(models.Omraade.objects.first)
    kontakt_funktion = "Leder"
    kontakt_telefon = "46 11 00 00"
    kontakt_email = "sted@kommune.example"
    stedfortraeder_funktion = "Stedfortræder"
    stedfortraeder_telefon = "46 11 00 00"


class InstitutionsrolleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Institutionsrolle

    bruger = factory.SubFactory(BrugerFactory)
    institution = factory.SubFactory(InstitutionFactory)
    rolle = models.Rolle.LEDER


class RedaktoerrolleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Redaktoerrolle

    bruger = factory.SubFactory(BrugerFactory)
    fagomraade = factory.LazyFunction(models.Fagomraade.objects.first)


class FrivilligindsatsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Frivilligindsats

    institution = factory.SubFactory(InstitutionFactory)
    hvad = factory.Sequence(lambda n: f"Går ture {n}")


class OpslagFactory(factory.django.DjangoModelFactory):
    """A draft that may be published as it is."""

    class Meta:
        model = Opslag

    class Params:
        aktiv = factory.Trait(
            status=OpslagStatus.AKTIV,
            offentliggjort_den=factory.LazyFunction(timezone.now),
        )

    titel = factory.Sequence(lambda n: f"Læs højt {n}")
    institution = factory.SubFactory(InstitutionFactory)
    fagomraade = factory.SelfAttribute("institution.fagomraade")
    omraade = factory.SelfAttribute("institution.omraade")
    resume = "Læs avisen højt for en lille gruppe."
    det_goer_du = "Læs højt"
    det_goer_personalet = "Samler gruppen"
    tidspunkter = [Tidspunkt.HVERDAG_FORMIDDAG]
    maalgrupper = [Maalgruppe.AELDRE]
    egnet_for = [EgnetFor.ENKELTPERSONER]
    supplerer_personalet = True
    droeftet = Droeftet.JA
    indsendt_den = factory.LazyAttribute(
        lambda o: timezone.now() if o.status == OpslagStatus.TIL_GODKENDELSE else None
    )
    status = OpslagStatus.KLADDE
    kontakt_funktion = "Aktivitetsmedarbejder"
    kontakt_telefon = "46 11 00 01"
    stedfortraeder_funktion = "Leder"
    stedfortraeder_telefon = "46 11 00 02"


class HenvendelseFactory(factory.django.DjangoModelFactory):
    """A new enquiry, not answered yet."""

    class Meta:
        model = Henvendelse

    opslag = factory.SubFactory(OpslagFactory, aktiv=True)
    institution = factory.SelfAttribute("opslag.institution")
    navn = "Karen fra Holte"
    email = factory.Sequence(lambda n: f"borger{n}@example.org")
    besked = "Jeg vil gerne læse højt."


class ArrangementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Arrangement

    titel = factory.Sequence(lambda n: f"Prøv at læse højt {n}")
    institution = factory.SubFactory(InstitutionFactory)
    begynder = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    slutter = factory.LazyAttribute(lambda o: o.begynder + timedelta(hours=1))
    pladser = 7


class TilmeldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Tilmelding

    arrangement = factory.SubFactory(ArrangementFactory)
    navn = "Karen fra Holte"
    email = factory.Sequence(lambda n: f"borger{n}@example.org")


class RetstekstFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Retstekst

    noegle = factory.Sequence(lambda n: f"tekst-{n}")
    titel = "Tavshedspligt"
    tekst = "Du har **tavshedspligt**."
    kilde = "Forvaltningsloven § 27"


class GuideSvarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GuideSvar

    spoergsmaal = factory.Sequence(lambda n: f"Hvad gør vi {n}?")
    slug = factory.Sequence(lambda n: f"hvad-goer-vi-{n}")
    svar = "Spørg **lederen**."
    maalgrupper = [models.Laeser.LEDER]
    emne = models.Emne.FOER
    raekkefoelge = factory.Sequence(int)


class DialogskemaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Dialogskema

    institution = factory.SubFactory(InstitutionFactory)


class DialograekkeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Dialograekke

    skema = factory.SubFactory(DialogskemaFactory)
    opgave = factory.Sequence(lambda n: f"Bære kasse {n}")


class BrevFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Brev

    til = "nogen@example.org"
    emne = "Hej"
    tekst = "Hej med dig."
    besked_id = factory.Sequence(lambda n: f"<{n}@testserver>")


class SletteanmodningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Sletteanmodning

    email = factory.Sequence(lambda n: f"borger{n}@example.org")
    begrundelse = "Borgeren har bedt om det."
    anmodet_af = factory.SubFactory(BrugerFactory)


class AdgangFactory(factory.django.DjangoModelFactory):
    """A link to `obj`, a saved instance that must be given."""

    class Meta:
        model = models.Adgang
        exclude = ["obj"]

    obj = None
    email = "nogen@example.org"
    rolle = "invitation"
    objekt_type = factory.LazyAttribute(lambda o: o.obj._meta.label_lower)
    objekt_id = factory.LazyAttribute(lambda o: str(o.obj.pk))
    udloeber_den = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class FilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Fil

    fil = factory.django.FileField(data=b"x", filename="x")
    navn = "billede.jpg"
    indholdstype = "image/webp"
    stoerrelse = 1
    sha256 = "0" * 64


class UdvalgFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Udvalg

    navn = factory.Sequence(lambda n: f"Udvalg {n}")
    slags = models.Udvalgsslags.PARAGRAF_17_4
    nedsat = factory.LazyFunction(timezone.localdate)
