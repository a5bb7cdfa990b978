"""Pools and applications for the tests, made by the actions that make them for real."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from puljer import actions
from puljer.choices import Budgetslags, Spoergsmaalsslags, Udgiftsart
from puljer.models import Ansoegning, Budgetlinje, Deltager, Pulje, Runde
from rudersdal_frivillig.grundlag.models import Retstekst
from tests.factories import BrugerFactory, RetstekstFactory

number = count(1)

FACTS = {
    "manchet": "Til dem, der vil prøve noget nyt.",
    "hvad_kan_i_faa": "Til materialer og lokaler.",
    "hvem_kan_soege": "Foreninger og grupper.",
    "ansoegertyper": ["forening", "gruppe", "institution"],
    "hjemmel": "Kommunalfuldmagten",
    "kompetent_organ": "Forvaltningen",
    "vilkaar": "vilkaar-proeve",
    "kle_nummer": "18.14.00 G01",
    "sagsnummer": "26/1234",
    "kontakt_funktion": "Puljekonsulenten",
    "kontakt_telefon": "46 11 00 00",
    "kontakt_email": "puljer@kommune.example",
    "udfyldes_paa_minutter": 20,
    "svar_hverdage": 15,
}
RETSTEKSTER = ["oplysning-ansoegning", "erklaeringer-ansoegning", "vilkaar-proeve"]
CVR = "29188378"


def make_pulje(*, spoergsmaal=None, **facts) -> Pulje:
    """A pool that is not in operation: no rounds. `spoergsmaal` is a list of facts."""
    n = next(number)
    facts = {"navn": f"Pulje {n}", "slug": f"pulje-{n}"} | FACTS | facts
    pulje = Pulje.objects.create(**facts)
    pulje.sagsbehandlere.add(BrugerFactory())
    kriterium = pulje.kriterier.create(
        titel="Gavn", beskrivelse="Hvem har gavn af det?", ankre=["0", "1", "2", "3"]
    )
    for nr in range(4):
        pulje.adgangskrav.create(
            raekkefoelge=nr,
            spoergsmaal=f"Er krav {nr} opfyldt?",
            regel=f"Krav {nr} skal være opfyldt.",
            andet_sted="Ring til [Frivilligcentret](https://frivilligcentret.dk/).",
        )
    for nr, fact in enumerate(spoergsmaal or [{"tekst": "Hvad vil I gøre?"}]):
        pulje.spoergsmaal.create(
            **{"raekkefoelge": nr, "afsnit": "Jeres idé", "kriterium": kriterium}
            | {"slags": Spoergsmaalsslags.LANG}
            | fact
        )
    return pulje


def make_runde(pulje: Pulje, **facts) -> Runde:
    """Open for 30 days, not approved."""
    now = timezone.now().replace(second=0, microsecond=0)
    facts = {
        "navn": f"Runde {next(number)}",
        "aabner": now - timedelta(days=1),
        "frist": now + timedelta(days=30),
        "ramme_oere": 100_000_00,
        "hoejst_oere": 10_000_00,
    } | facts
    return Runde.objects.create(pulje=pulje, **facts)


def open_pulje(*, frist=..., spoergsmaal=None, runde=None, **facts) -> Runde:
    """A pool that two people have put in operation, by its one round."""
    pulje = make_pulje(spoergsmaal=spoergsmaal, **facts)
    more = {} if frist is ... else {"frist": frist}
    made = make_runde(pulje, **more, **(runde or {}))
    for noegle in RETSTEKSTER:
        if not Retstekst.objects.filter(noegle=noegle).exists():
            RetstekstFactory(noegle=noegle, skal_godkendes=False)
    actions.propose(pulje, by=BrugerFactory())
    actions.approve(pulje, by=BrugerFactory())
    made.refresh_from_db()
    return made


def start(runde: Runde, *, email="ansvarlig@example.dk", at=None, **facts):
    """A draft with nothing in it but who began it."""
    deltager = Deltager(navn="Kontaktpersonen", email=email)
    return actions.start(runde, deltager, at=at or timezone.now(), **facts)


def fill_in(ansoegning: Ansoegning, *, udgift_oere=4_000_00, at=None) -> Ansoegning:
    """All that is needed to send it, from an association."""
    at = at or timezone.now()
    actions.save_om_jer(
        ansoegning,
        {
            "ansoegertype": "forening",
            "navn": "Brætspilsklubben",
            "cvr": CVR,
            "titel": "Spil på tværs",
        },
        {
            "ansvarlig": {
                "navn": "Kontaktpersonen",
                "email": "ansvarlig@example.dk",
                "telefon": "",
            },
            "medansvarlig": {
                "navn": "Den anden",
                "email": "anden@example.dk",
                "telefon": "",
            },
        },
        version=ansoegning.versioner.get("om-jer", 0),
        at=at,
    )
    for part in {felt["afsnit"] for felt in ansoegning.skema.indhold["felter"]}:
        _answer(ansoegning, part, at=at)
    actions.save_budget(
        ansoegning,
        [udgift(udgift_oere)],
        timer=0,
        version=ansoegning.versioner.get("budget", 0),
        at=at,
    )
    return ansoegning


def _answer(ansoegning, afsnit, *, at):
    from django.utils.text import slugify

    felter = [f for f in ansoegning.skema.indhold["felter"] if f["afsnit"] == afsnit]
    svar = {felt["noegle"]: _some_answer(felt) for felt in felter}
    slug = slugify(afsnit)
    version = ansoegning.versioner.get(slug, 0)
    actions.save_svar(ansoegning, slug, svar, version=version, at=at)


def _some_answer(felt):
    return {
        "tal": 12,
        "beloeb": 500_00,
        "dato": "2027-05-01",
        "valg": felt["valg"][0] if felt["valg"] else "",
        "flere": felt["valg"][:1],
        "janej": "Ja",
        "fil": "",
    }.get(felt["slags"], "Vi vil spille brætspil.")


def udgift(oere: int, **facts) -> Budgetlinje:
    facts = {"tekst": "Spil", "art": Udgiftsart.MATERIALER} | facts
    return Budgetlinje(slags=Budgetslags.UDGIFT, beloeb_oere=oere, **facts)


def indtaegt(oere: int, art="egen", **facts) -> Budgetlinje:
    facts = {"tekst": "Egen kasse", "art": art} | facts
    return Budgetlinje(slags=Budgetslags.INDTAEGT, beloeb_oere=oere, **facts)


def send(ansoegning: Ansoegning, *, at=None, **facts) -> Ansoegning:
    actions.submit(ansoegning, at=at or timezone.now(), **facts)
    return ansoegning


def sent(runde: Runde | None = None, *, at=None) -> Ansoegning:
    """One that was sent in time."""
    runde = runde or open_pulje()
    return send(fill_in(start(runde, at=at), at=at), at=at)
