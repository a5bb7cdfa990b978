"""All that an application says, as one JSON: what is frozen when it is sent."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from puljer import budget, opslag, skemaindhold
from puljer.choices import Budgetslags, Deltagerrolle
from puljer.models import Ansoegning
from puljer.skemaindhold import BILAG, BUDGET, OM_JER, Felt, Skemaindhold

# The columns of the working copy that "Om jer" fills in.
OM_JER_FIELDS = [
    "ansoegertype",
    "navn",
    "cvr",
    "vaert",
    "vaert_cvr",
    "is_myndig",
    "partner",
    "titel",
]


def build(ansoegning: Ansoegning) -> dict[str, Any]:
    """The working copy as it stands. Answers to what is not asked are left out."""
    skema = skemaindhold.read(ansoegning.skema.indhold)
    return {
        "pulje": skema.navn,
        "runde": ansoegning.runde.navn,
        "skema": ansoegning.skema.version,
        "opslag": startet_fra(ansoegning),
        OM_JER: om_jer(ansoegning),
        "svar": [
            {
                "noegle": felt.noegle,
                "afsnit": felt.afsnit,
                "slags": felt.slags,
                "spoergsmaal": felt.tekst,
                "svar": ansoegning.svar.get(felt.noegle, ""),
            }
            for felt in skema.asked(ansoegning.svar)
        ],
        BUDGET: budgetdel(ansoegning, skema) if skema.is_in_money else None,
        BILAG: bilag(ansoegning),
    }


def startet_fra(ansoegning: Ansoegning) -> dict[str, Any] | None:
    """The post that it began with, in words that outlive the post."""
    found = opslag.of(ansoegning)
    if found is None:
        return None
    return {"id": found.pk, "titel": found.titel, "sted": found.sted}


def om_jer(ansoegning: Ansoegning) -> dict[str, Any]:
    facts = {name: getattr(ansoegning, name) for name in OM_JER_FIELDS}
    place = ansoegning.institution
    contacts = {
        deltager.rolle: {
            "navn": deltager.navn,
            "email": deltager.email,
            "telefon": deltager.telefon,
        }
        for deltager in ansoegning.deltagere.answering()
    }
    return facts | {
        "institution": {"id": place.pk, "navn": place.navn} if place else None,
        "kontakt": contacts.get(Deltagerrolle.ANSVARLIG.value),
        "kontakt2": contacts.get(Deltagerrolle.MEDANSVARLIG.value),
    }


def budgetdel(ansoegning: Ansoegning, skema: Skemaindhold) -> dict[str, Any]:
    lines = list(ansoegning.budgetlinjer.all())
    sums = budget.add_up(
        lines, timer=ansoegning.frivilligtimer, timesats_oere=skema.timesats_oere
    )
    rows = [
        (line.slags, {"tekst": line.tekst, "art": line.art, "oere": line.beloeb_oere})
        for line in lines
    ]
    return {
        "udgifter": [row for slags, row in rows if slags == Budgetslags.UDGIFT],
        "indtaegter": [row for slags, row in rows if slags == Budgetslags.INDTAEGT],
        "udgifter_oere": sums.udgifter_oere,
        "indtaegter_oere": sums.indtaegter_oere,
        "ansoegt_oere": sums.ansoegt_oere,
        "frivilligtimer": ansoegning.frivilligtimer,
        "timer_oere": sums.timer_oere,
    }


def bilag(ansoegning: Ansoegning) -> list[dict[str, Any]]:
    return [
        {
            "bilag": bilag.pk,
            "navn": bilag.fil.navn,
            "indholdstype": bilag.fil.indholdstype,
            "stoerrelse": bilag.fil.stoerrelse,
            "sha256": bilag.fil.sha256,
            "spoergsmaal": str(bilag.spoergsmaal or ""),
        }
        for bilag in ansoegning.bilag.current().select_related("fil")
    ]


def part(ansoegning: Ansoegning, slug: str) -> Any:
    """What one page of the form holds, to see whether a save changes anything."""
    skema = skemaindhold.read(ansoegning.skema.indhold)
    if slug == OM_JER:
        return om_jer(ansoegning)
    if slug == BUDGET:
        return budgetdel(ansoegning, skema)
    if slug == BILAG:
        return bilag(ansoegning)
    return [ansoegning.svar.get(felt.noegle, "") for felt in of_part(skema, slug)]


def of_part(skema: Skemaindhold, slug: str) -> list[Felt]:
    return next((part.felter for part in skema.dele if part.slug == slug), [])


def digest(indhold: Any) -> str:
    return hashlib.sha256(canonical(indhold)).hexdigest()


def canonical(indhold: Any) -> bytes:
    """The JSON of which `digest` is the SHA-256: keys in order, no spaces, UTF-8."""
    text = json.dumps(
        indhold, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return text.encode()


def declarations(retstekster: Any) -> list[dict[str, Any]]:
    """Which versions of which texts were agreed to, and when."""
    now = timezone.now().isoformat()
    return [
        {"noegle": t.noegle, "version": t.version, "titel": t.titel, "den": now}
        for t in retstekster
    ]
