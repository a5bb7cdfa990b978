"""What the pools hold about a person, by e-mail. See `registry.persons`."""

from puljer import actions
from puljer.choices import NOT_SENT
from puljer.models import Ansoegning, Deltager, Pulje
from puljer.models.deltager import DeltagerQuerySet
from rudersdal_frivillig.grundlag import registry
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.persons import lines
from rudersdal_frivillig.grundlag.registry import Held, Holding


def register() -> None:
    # First, since mails and links are about applications and go with them.
    registry.persons.insert(
        0, Holding("Kladder til ansøgninger", _in_drafts, _erase_drafts)
    )
    case = (
        "Ansøgningen er modtaget, så den er en sag, som kommunen skal journalisere og "
        "kunne vise frem. Den slettes, når puljens opbevaringstid er gået."
    )
    contact = "En kontakt på en pulje. Puljens sagsbehandlere retter den selv."
    registry.persons += [
        Holding("Ansøgninger, der er sendt", _in_cases, kept=case),
        Holding("Kontakter på puljer", _contacts, kept=contact, of_staff=True),
    ]


def _of(email: str) -> DeltagerQuerySet:
    rows = Deltager.objects.from_email(email)
    return rows.select_related("ansoegning__runde__pulje")


def _drafts(email: str) -> DeltagerQuerySet:
    return _of(email).filter(ansoegning__status__in=NOT_SENT)


def _in_drafts(email: str) -> list[Held]:
    return [_held(row) for row in _drafts(email)]


def _in_cases(email: str) -> list[Held]:
    rows = _of(email).exclude(ansoegning__status__in=NOT_SENT)
    return [held for row in rows for held in (_held(row), *_said_by(row))]


def _held(row: Deltager) -> Held:
    facts = lines(
        ("Navn", row.navn),
        ("E-mail", row.email),
        ("Telefon", row.telefon),
        ("Rolle", row.get_rolle_display()),
        ("Taget ud", "ja" if row.fjernet_den else ""),
        ("Ansøger", row.ansoegning.navn),
        ("Projekt", row.ansoegning.titel),
    )
    ansoegning = row.ansoegning
    what = f"{ansoegning} til {ansoegning.pulje} ({ansoegning.get_status_display()})"
    return Held(row.inviteret_den, what, facts)


def _said_by(row: Deltager) -> list[Held]:
    """Messages under the person's name, by the contacts alone: they write for all."""
    messages = row.ansoegning.beskeder.filter(skrevet_af=None, afsender=row.navn)
    return [Held(m.skrevet_den, str(m), m.tekst) for m in messages if row.navn]


def _erase_drafts(email: str, by: Bruger) -> None:
    pks = [row.ansoegning_id for row in _drafts(email)]
    for ansoegning in Ansoegning.objects.filter(pk__in=pks).order_by("pk"):
        actions.erase(ansoegning, email, by=by)


def _contacts(email: str) -> list[Held]:
    rows = Pulje.objects.filter(kontakt_email__iexact=email)
    return [Held(row.aendret_den, f"Kontakt på puljen “{row}”") for row in rows]
