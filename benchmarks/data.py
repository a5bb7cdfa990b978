"""A full portal: 100,000 posts of which citizens see 40,000, the same each time."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import batched
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from opgavebank import actions
from opgavebank.choices import (
    DanskNiveau,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    OpslagStatus,
    Slags,
    Sted,
    Tidspunkt,
)
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Institution,
    Institutionsslags,
    Omraade,
    Oplyst,
)

POSTS, PUBLIC, INSTITUTIONS = 100_000, 40_000, 2_000
SEED = 20261124
_PARTS = (
    Path(__file__).parent.parent / "rudersdal_frivillig" / "grundlag" / "ordled.json"
)
_DEMO = Path(__file__).parent.parent / "rudersdal_frivillig" / "demo" / "opslag.json"


def is_built() -> bool:
    return Opslag.objects.count() == POSTS


@transaction.atomic
def build() -> None:
    random = Random(SEED)
    Opslag.objects.all().delete()
    Institution.objects.all().delete()
    institutions = Institution.objects.bulk_create(_institutions(random))
    for rows in batched(_posts(random, institutions), 2_000):
        Opslag.objects.bulk_create(rows)
    actions.learn_words()


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _institutions(random: Random) -> Iterator[Institution]:
    omraader, fagomraader = list(Omraade.objects.all()), list(Fagomraade.objects.all())
    for n in range(INSTITUTIONS):
        yield Institution(
            navn=f"Institution {n}",
            slug=f"institution-{n}",
            slags=random.choice(Institutionsslags.values),
            omraade=random.choice(omraader),
            fagomraade=random.choice(fagomraader),
            trinfri_adgang=random.choice(Oplyst.values),
            elevator=random.choice(Oplyst.values),
        )


def _posts(random: Random, institutions: list[Institution]) -> Iterator[Opslag]:
    """Each is one of the demo's, told anew: about one thing, as a post is.

    So a word is as common here as there. Only the compounds are new; squaring the draw
    makes some of them far more common than others, as words are.
    """
    demo = json.loads(_DEMO.read_text())
    nouns = _compounds(random)

    def noun() -> str:
        return nouns[int(random.random() ** 2 * len(nouns))]

    def some(text: str, separator: str, most: int = 2) -> list[str]:
        parts = [part for part in text.split(separator) if part]
        return random.sample(parts, min(most, len(parts)))

    now = timezone.now()
    for n in range(POSTS):
        institution = random.choice(institutions)
        status = OpslagStatus.AKTIV if n < PUBLIC else _ended(random)
        shown_since = random.randrange(80)
        like = random.choice(demo)
        yield Opslag(
            status=status,
            institution=institution,
            omraade_id=institution.omraade_id,
            fagomraade_id=institution.fagomraade_id,
            titel=_title(random, like["titel"], noun),
            resume=like["resume"],
            saadan_foregaar_det=". ".join(some(like["saadan_foregaar_det"], ". ")),
            det_goer_du="\n".join(some(like["det_goer_du"], "\n")),
            det_goer_personalet="\n".join(some(like["det_goer_personalet"], "\n")),
            soegeord=", ".join([*some(like["titel"], " ", 1), noun()]),
            tidspunkter=random.sample(Tidspunkt.values, random.randint(1, 2)),
            maalgrupper=random.sample(Maalgruppe.values, random.randint(1, 2)),
            egnet_for=random.sample(EgnetFor.values, random.randint(1, 3)),
            offentliggjort_den=now - timedelta(days=shown_since, seconds=n),
            arkiveret_den=now if status == OpslagStatus.ARKIV else None,
            vises_fra=now.date() - timedelta(days=shown_since),
            vises_til=now.date() + timedelta(days=90),
            **_choices(random),
        )


def _compounds(random: Random) -> list[str]:
    """Some 30,000 words, as many as the language of a real portal has stems."""
    parts = json.loads(_PARTS.read_text())["led"]
    made = (random.choice(parts) + random.choice(parts) for _ in range(30_000))
    return list(dict.fromkeys(made))


def _title(random: Random, title: str, noun: Callable[[], str]) -> str:
    """One in five as in the demo, the rest of words that few others have."""
    if random.random() < 0.2:
        return f"{title[:50]} og {noun()[:25]}"
    verb = random.choice(["Hjælp med", "Start", "Vær med til", "Lær os", "Saml"])
    return f"{verb} {noun()[:30]} og {noun()[:30]}"[:80]


def _ended(random: Random) -> OpslagStatus:
    ended = [OpslagStatus.ARKIV, OpslagStatus.BESAT, OpslagStatus.UDLOEBET]
    return random.choice(ended)


def _choices(random: Random) -> dict[str, Any]:
    return {
        "slags": random.choice(Slags.values),
        "form": random.choice(Form.values),
        "hyppighed": random.choice(Hyppighed.values),
        "sted": random.choice(Sted.values),
        "dansk_niveau": random.choice(DanskNiveau.values),
        "erfaring_kraeves": random.random() < 0.2,
        "boern_under_15": random.random() < 0.4,
        "pladser": random.randint(0, 6),
        "supplerer_personalet": True,
        "kontakt_funktion": "Leder",
        "kontakt_telefon": "46 11 00 00",
        "stedfortraeder_funktion": "Stedfortræder",
        "stedfortraeder_telefon": "46 11 00 00",
    }
