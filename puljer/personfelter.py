"""What the pools keep about people: why, and until when. See `grundlag.persondata`."""

from rudersdal_frivillig.grundlag import persondata

# Art. 6(1)(e); that an authority keeps its cases, and files them, is law.
_DRAFT = (
    "En kladde: 90 dage efter, at den udløb. Den udløber, når den ikke længere kan "
    "sendes, eller efter 180 dage uden ændring"
)
_CASE = "En sendt ansøgning: puljens opbevaringstid (1 år eller mere) efter sagens slut"
_BOTH = f"{_DRAFT}. {_CASE}, og først når alt er journaliseret"
_STAFF = "Bevares med sagen; personen bliver anonym, når brugeren gøres anonym"


def register() -> None:
    _register_applicants()
    _register_staff()


def _register_applicants() -> None:
    persondata.add(
        "puljer.Deltager",
        "navn",
        "email",
        "telefon",
        formaal="At skrive til dem, der er med i en ansøgning, og give dem adgang",
        sletning=_BOTH,
    )
    persondata.add(
        "puljer.Ansoegning",
        "navn",
        "vaert",
        "partner",
        "titel",
        "svar",
        formaal="At behandle en ansøgning om tilskud, som kan nævne personer",
        sletning=_BOTH,
    )
    persondata.add(
        "puljer.Budgetlinje",
        "tekst",
        formaal="At vise, hvad tilskuddet skal bruges til; kan nævne personer",
        sletning=_BOTH,
    )
    persondata.add(
        "puljer.Ansoegningsversion",
        "indhold",
        formaal="At kunne vise, hvad der blev ansøgt om, og hvem der kan kontaktes",
        sletning=f"{_CASE}, og først når alt er journaliseret",
    )
    persondata.add(
        "puljer.Besked",
        "tekst",
        "afsender",
        formaal="At ansøger og sagsbehandler kan skrive sammen om en sag",
        sletning=f"{_CASE}, og først når alt er journaliseret",
    )
    persondata.add(
        "puljer.Journaldokument",
        "titel",
        formaal="At kunne journalisere et dokument, hvis navn kan nævne personer",
        sletning=f"{_CASE}, og først når alt er journaliseret",
    )


def _register_staff() -> None:
    persondata.add(
        "puljer.Ansoegning",
        "fristskoen_begrundelse",
        "fristskoen_af",
        "indtastet_af",
        "behandler",
        formaal="At kunne vise, hvem der har behandlet en sag og hvorfor",
        sletning=_STAFF,
    )
    for model, *felter in (
        ("puljer.Ansoegningsversion", "indsendt_af"),
        ("puljer.Besked", "skrevet_af"),
        ("puljer.Journaldokument", "journaliseret_af"),
    ):
        persondata.add(
            model,
            *felter,
            formaal="At kunne vise, hvem hos kommunen der gjorde hvad på en sag",
            sletning=_STAFF,
        )
    for model in ("puljer.Runde", "puljer.Skema"):
        persondata.add(
            model,
            "foreslaaet_af",
            "godkendt_af",
            formaal="At to personer står inde for, hvad en pulje siger",
            sletning="Bevares; personen bliver anonym, når brugeren gøres anonym",
        )
    persondata.add(
        "puljer.Pulje",
        "kontakt_funktion",
        "kontakt_telefon",
        "kontakt_email",
        "godkender_skriver",
        "sagsbehandlere",
        formaal="At ansøgere kan spørge, og at de rette kan behandle sagerne",
        sletning="Når puljens sagsbehandlere retter eller fjerner dem",
    )
