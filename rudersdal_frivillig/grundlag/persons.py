"""What grundlag holds about a person, by e-mail. See `registry.persons`.

The whole address counts, in any case of letters, and never a part of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from rudersdal_frivillig.grundlag import actions, registry
from rudersdal_frivillig.grundlag.models import (
    Adgang,
    Brev,
    Bruger,
    Institution,
    Logvaerdi,
    Sletteanmodning,
    Tilmelding,
)
from rudersdal_frivillig.grundlag.registry import Held, Holding

# Nearly each of them is a key to something.
_LINK = re.compile(r"https?://\S+")


def register() -> None:
    staff = "Personen arbejder med portalen. Gøres anonym 6 måneder efter sidste rolle."
    contact = "En kontakt til et sted. Stedet retter den selv, når den skifter."
    decided = "E-mailen og begrundelsen slettes, når anmodningen er afgjort."
    other = "Personen fik dem i sit arbejde. De slettes efter 90 dage."
    registry.persons += [
        Holding("Tilmeldinger", _tilmeldinger, _erase_tilmeldinger),
        Holding("Links i mails", _adgange, _erase_adgange),
        Holding("Mails", _own_breve, _erase_breve),
        Holding("Værdier i loggen", _logvaerdier, _erase_logvaerdier),
        Holding("Mails, der handler om andre", _other_breve, kept=other),
        Holding("Brugere", _brugere, kept=staff, of_staff=True),
        Holding("Kontakter til steder", _kontakter, kept=contact, of_staff=True),
        Holding("Anmodninger om sletning", _anmodninger, kept=decided),
    ]


def held_about(email: str) -> list[tuple[Holding, list[Held]]]:
    """Everything, by what it is; only what there is any of."""
    found = [(holding, holding.rows(email)) for holding in registry.persons]
    return [(holding, rows) for holding, rows in found if rows]


def as_json(email: str) -> dict[str, Any]:
    """The same for a machine, and for the person to take along."""
    return {
        "email": email,
        "hentet": timezone.localtime().isoformat(timespec="seconds"),
        "oplysninger": [
            {
                "slags": holding.label,
                "bevares": holding.kept,
                "indhold": [_row_as_json(row) for row in rows],
            }
            for holding, rows in held_about(email)
        ],
    }


def _row_as_json(row: Held) -> dict[str, str]:
    when = timezone.localtime(row.when) if row.when else None
    tid = when.isoformat(timespec="seconds") if when else ""
    return {"tid": tid, "hvad": row.what, "tekst": row.text}


def without_links(text: str) -> str:
    return _LINK.sub("[link]", text)


def lines(*facts: tuple[str, Any]) -> str:
    """Each fact that there is, on a line with its name."""
    return "\n".join(f"{name}: {fact}" for name, fact in facts if fact)


def _tilmeldinger(email: str) -> list[Held]:
    rows = Tilmelding.objects.from_email(email).select_related("arrangement")
    return [
        Held(
            row.oprettet_den,
            f"{row} ({row.get_status_display()})",
            lines(("Navn", row.navn), ("E-mail", row.email), ("Telefon", row.telefon)),
        )
        for row in rows
    ]


def _erase_tilmeldinger(email: str, by: Bruger) -> None:
    rows = Tilmelding.objects.from_email(email).select_related("arrangement")
    for tilmelding in rows.order_by("arrangement", "pk"):
        actions.erase_tilmelding(tilmelding, by=by)


def _adgange(email: str) -> list[Held]:
    return [
        Held(row.oprettet_den, f"Link, der udløber {_as_day(row.udloeber_den)}")
        for row in _links(email)
    ]


def _erase_adgange(email: str, by: Bruger) -> None:
    _links(email).delete()


def _links(email: str) -> Any:
    """Without invitations, which belong to the log-in of a colleague."""
    rows = Adgang.objects.filter(email__iexact=email)
    return rows.exclude(objekt_type=Bruger._meta.label_lower)


def _own_breve(email: str) -> list[Held]:
    return [
        Held(row.oprettet_den, f"{row.emne} (til {row.til})", without_links(row.tekst))
        for row in _breve(email, is_own=True)
    ]


def _other_breve(email: str) -> list[Held]:
    """Without their words, which may be about other citizens."""
    return [
        Held(row.oprettet_den, "En mail, hvis tekst ikke vises her")
        for row in _breve(email, is_own=False)
    ]


def _erase_breve(email: str, by: Bruger) -> None:
    pks = [row.pk for row in _breve(email, is_own=True)]
    Brev.objects.filter(pk__in=pks).delete()


def _breve(email: str, *, is_own: bool) -> Iterable[Brev]:
    """Mails to the person, or that the person answers: their own, or about others."""
    rows = Brev.objects.filter(Q(til__iexact=email) | Q(svar_til__iexact=email))
    staff = [holding for holding in registry.persons if holding.of_staff]
    works_here = any(holding.rows(email) for holding in staff)
    owners = _owners(rows)
    for row in rows:
        owner = owners.get((row.objekt_type, row.objekt_id))
        if owner == "":
            owner = row.til  # It was written to the citizen.
        if is_own == (not works_here if owner is None else _is_same(owner, email)):
            yield row


def _owners(breve: Iterable[Brev]) -> dict[tuple[str, str], str]:
    """The e-mail of the citizen that each is about, by type and id; one query a type.

    Without those that are about none. Empty where what it was about is deleted.
    """
    ids: dict[str, set[str]] = defaultdict(set)
    for brev in breve:
        if brev.objekt_type not in {"", Bruger._meta.label_lower}:
            ids[brev.objekt_type].add(brev.objekt_id)
    found: dict[tuple[str, str], str] = {}
    for kind, pks in ids.items():
        model = apps.get_model(kind)
        if hasattr(model, "email"):
            rows = model._base_manager.in_bulk(pks)
            found |= {(kind, pk): "" for pk in pks}
            found |= {(kind, str(pk)): obj.email for pk, obj in rows.items()}
    return found


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _logvaerdier(email: str) -> list[Held]:
    rows = _values(email).select_related("logpost")
    return [Held(row.logpost.skete_den, f"Feltet {row.felt}", email) for row in rows]


def _erase_logvaerdier(email: str, by: Bruger) -> None:
    _values(email).delete()


def _values(email: str) -> Any:
    return Logvaerdi.objects.filter(Q(foer__iexact=email) | Q(efter__iexact=email))


def _brugere(email: str) -> list[Held]:
    return [
        Held(
            row.oprettet_den,
            "Bruger med log-ind",
            lines(
                ("Navn", row.navn),
                ("E-mail", row.email),
                ("Funktion", row.funktion),
                ("Telefon", row.telefon),
                ("Roller", ", ".join(map(str, row.institutionsroller.all()))),
            ),
        )
        for row in Bruger.objects.filter(email__iexact=email)
    ]


def _kontakter(email: str) -> list[Held]:
    rows = Institution.objects.filter(
        Q(kontakt_email__iexact=email) | Q(stedfortraeder_email__iexact=email)
    )
    return [Held(None, f"Kontakt eller stedfortræder for {row}") for row in rows]


def _anmodninger(email: str) -> list[Held]:
    return [
        Held(row.anmodet_den, "Anmodning om sletning", row.begrundelse)
        for row in Sletteanmodning.objects.filter(email__iexact=email)
    ]


def _as_day(when: datetime) -> str:
    return f"{timezone.localtime(when):%d.%m.%Y}"
