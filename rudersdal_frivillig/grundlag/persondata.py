"""The register of personal data: every field, why, on what basis, until when.

GDPR art. 30. For a municipality the basis is art. 6(1)(e), a task in the public
interest, not consent. `docs/persondata.md` is written from it, and a test holds it
against the models.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

TASK = "Art. 6, stk. 1, litra e (opgave i samfundets interesse)"


@dataclass(frozen=True)
class Personfelter:
    """Fields of one model that are about people, with one purpose and one end."""

    model: str
    felter: tuple[str, ...]
    formaal: str
    sletning: str
    hjemmel: str = TASK


register: list[Personfelter] = []


def add(
    model: str, *felter: str, formaal: str, sletning: str, hjemmel: str = TASK
) -> None:
    """Register fields of `model` (an `app.Model` label)."""
    register.append(Personfelter(model, felter, formaal, sletning, hjemmel))


def fields() -> set[tuple[str, str]]:
    """Pairs (model label, field name) of everything registered."""
    return {(entry.model, felt) for entry in register for felt in entry.felter}


def as_markdown() -> str:
    lines = [
        "# Personoplysninger i portalen",
        "",
        "Skrevet af `manage.py persondata --write` ud fra koden. Ret i koden.",
        "",
        "| Oplysning | Felter | Formål | Hjemmel | Slettes |",
        "|---|---|---|---|---|",
    ]
    for entry in sorted(register, key=lambda entry: (entry.model, entry.felter)):
        model: type[models.Model] = apps.get_model(entry.model)
        navne = ", ".join(f"`{felt}`" for felt in entry.felter)
        lines.append(
            f"| {str(model._meta.verbose_name).capitalize()} | {navne} "
            f"| {entry.formaal} | {entry.hjemmel} | {entry.sletning} |"
        )
    return "\n".join(lines) + "\n"


def register_grundlag() -> None:
    staff_end = "Gøres anonym 6 måneder efter personens sidste rolle"
    add(
        "grundlag.Bruger",
        "email",
        "navn",
        "funktion",
        "telefon",
        "password",
        "last_login",
        formaal="At ansatte kan logge ind og kontaktes om deres opslag",
        sletning=staff_end,
    )
    add(
        "account.EmailAddress",
        "email",
        "user",
        formaal="At vælge en ny adgangskode (allauth)",
        sletning=staff_end,
    )
    add(
        "sessions.Session",
        "session_data",
        formaal="At holde en log-ind eller et brugt link åbent",
        sletning="Natten efter, at sessionen er udløbet (højst 8 timer)",
    )
    add(
        "grundlag.Institutionsrolle",
        "bruger",
        "rolle",
        "fra",
        "til",
        formaal="At vise, hvem der må arbejde med hvilken institution",
        sletning=staff_end,
    )
    add(
        "grundlag.Redaktoerrolle",
        "bruger",
        formaal="At vise, hvem der må arbejde med opslag i hvilket fagområde",
        sletning=staff_end,
    )
    add(
        "grundlag.Institution",
        "kontakt_funktion",
        "kontakt_telefon",
        "kontakt_email",
        "stedfortraeder_funktion",
        "stedfortraeder_telefon",
        "stedfortraeder_email",
        formaal="At borgere kan kontakte institutionen",
        sletning="Når institutionen retter eller fjerner kontakten",
    )
    add(
        "grundlag.Udvalgsmedlemskab",
        "bruger",
        "navn",
        "udpeget_af",
        "rolle",
        formaal="At vise, hvem der sidder i et udvalg (offentligt)",
        sletning="Bevares som en del af udvalgets historie",
    )
    add(
        "grundlag.Tilmelding",
        "navn",
        "email",
        "telefon",
        formaal="At den, der holder arrangementet, kan give besked om det",
        sletning="30 dage efter arrangementet",
    )
    add(
        "grundlag.Sletteanmodning",
        "email",
        "begrundelse",
        formaal="At to personer er enige, før en borgers oplysninger slettes",
        sletning="Når anmodningen er afgjort",
    )
    add(
        "grundlag.Sletteanmodning",
        "anmodet_af",
        "afgjort_af",
        formaal="At kunne vise, hvem der har slettet en borgers oplysninger",
        sletning="Bevares; personen bliver anonym, når brugeren gøres anonym",
    )
    add(
        "grundlag.Brev",
        "til",
        "emne",
        "tekst",
        "svar_til",
        "fejl",
        formaal="At sende portalens mails sikkert frem",
        sletning="90 dage efter afsendelse",
    )
    add(
        "grundlag.Adgang",
        "email",
        formaal="At give adgang til en sag med et link i en mail",
        sletning="90 dage efter, at linket er udløbet",
    )
    add(
        "grundlag.Logpost",
        "hvem",
        formaal="At kunne vise, hvem der har ændret hvad",
        sletning="Bevares; personen bliver anonym, når brugeren gøres anonym",
    )
    add(
        "grundlag.Logvaerdi",
        "foer",
        "efter",
        formaal="At kunne vise, hvad der blev ændret",
        sletning="1 år efter ændringen",
    )
    add(
        "grundlag.Fil",
        "navn",
        "fil",
        "oprettet_af",
        formaal="At vise billeder og bilag",
        sletning="Dagen efter, at intet henviser til filen, eller på filens slettedato",
    )
    add(
        "grundlag.Retstekst",
        "jurist",
        "oprettet_af",
        formaal="At vise, hvem der har skrevet og godkendt en tekst",
        sletning="Bevares som dokumentation",
    )
