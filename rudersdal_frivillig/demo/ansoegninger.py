"""Applications in the demo, each as its people would have written it some days ago.

They are made by the actions, and then put back to the days on which they were made.
"""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify

from puljer import actions, skemaindhold
from puljer.choices import Budgetslags, Modtagevej
from puljer.models import Ansoegning, Budgetlinje, Deltager, Journaldokument, Runde
from puljer.skemaindhold import BUDGET, OM_JER
from rudersdal_frivillig.demo.puljer import PULJELEDER, SAGSBEHANDLER
from rudersdal_frivillig.grundlag.documents import store_document
from rudersdal_frivillig.grundlag.models import Bruger, Institution, Retstekst

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def make_ansoegning(row: dict[str, Any]) -> Ansoegning:
    ansoegning = _begin(row)
    at = ansoegning.oprettet_den
    by = ansoegning.indtastet_af
    _save_om_jer(ansoegning, row, at=at, by=by)
    _save_svar(ansoegning, row["svar"], at=at, by=by)
    if "udgifter" in row:
        _save_budget(ansoegning, row, at=at, by=by)
    if "bilag" in row:
        _add_bilag(ansoegning, row["bilag"], at=at)
    if sent := _sent_at(ansoegning.runde, row):
        texts = Retstekst.objects.in_use().filter(
            noegle__in=["erklaeringer-ansoegning", ansoegning.pulje.vilkaar]
        )
        actions.submit(ansoegning, at=sent, retstekster=texts, by=by)
    _AFTER[row["til"]](ansoegning, row)
    _talk(ansoegning, row)
    _put_back(ansoegning, at, sent)
    return ansoegning


def _begin(row: dict[str, Any]) -> Ansoegning:
    runder = Runde.objects.filter(pulje__slug=row["pulje"]).order_by("aabner")
    navn, email = row["kontakter"][0]
    at = timezone.now() - row["begyndt"] * DAY
    facts: dict[str, Any] = {"oprettet_den": at}
    if row["til"] == "papir":
        facts |= {
            "by": Bruger.objects.get(email=SAGSBEHANDLER),
            "modtagevej": Modtagevej.PAPIR,
            "modtaget_paa_papir": timezone.localdate(at),
        }
    if "opslag" in row and apps.is_installed("opgavebank"):
        posts: Any = apps.get_model("opgavebank.Opslag")._default_manager
        facts["opslag"] = posts.get(titel=row["opslag"]).pk
    deltager = Deltager(navn=navn, email=email)
    runde = runder[row.get("runde", 0)]
    return actions.start(runde, deltager, at=at, **facts)


def _sent_at(runde: Runde, row: dict[str, Any]) -> datetime | None:
    if "for_sent" in row and runde.frist:
        return runde.frist + row["for_sent"] * DAY
    return timezone.now() - row["sendt"] * DAY if "sendt" in row else None


def _save_om_jer(ansoegning: Ansoegning, row: dict[str, Any], **who: Any) -> None:
    facts = dict(row["om_jer"])
    if "institution" in facts:
        facts["institution"] = Institution.objects.get(navn=facts["institution"])
    kontakter = {
        rolle: {"navn": navn, "email": email, "telefon": ""}
        for rolle, (navn, email) in zip(
            ["ansvarlig", "medansvarlig"], row["kontakter"], strict=False
        )
    }
    version = ansoegning.versioner.get(OM_JER, 0)
    actions.save_om_jer(ansoegning, facts, kontakter, version=version, **who)


def _save_svar(ansoegning: Ansoegning, svar: list[Any], **who: Any) -> None:
    """`svar` are in the order of the questions. Of a date it is how far away it is."""
    skema = skemaindhold.read(ansoegning.skema.indhold)
    said: dict[str, dict[str, Any]] = {}
    for felt, given in zip(skema.felter, svar, strict=False):
        if felt.slags == "dato":
            given = (timezone.localdate() + given * DAY).isoformat()
        if given is not None:
            said.setdefault(slugify(felt.afsnit), {})[felt.noegle] = given
    for slug, answers in said.items():
        actions.save_svar(ansoegning, slug, answers, version=0, **who)


def _save_budget(ansoegning: Ansoegning, row: dict[str, Any], **who: Any) -> None:
    lines = [
        Budgetlinje(slags=slags, tekst=tekst, art=art, beloeb_oere=kroner * 100)
        for slags, name in [
            (Budgetslags.UDGIFT, "udgifter"),
            (Budgetslags.INDTAEGT, "indtaegter"),
        ]
        for tekst, art, kroner in row.get(name, [])
    ]
    version = ansoegning.versioner.get(BUDGET, 0)
    timer = row.get("timer", 0)
    actions.save_budget(ansoegning, lines, timer=timer, version=version, **who)


def _add_bilag(ansoegning: Ansoegning, row: dict[str, Any], *, at: datetime) -> None:
    upload = SimpleUploadedFile(row["navn"], row["tekst"].encode())
    felt = skemaindhold.read(ansoegning.skema.indhold).felter[row["spoergsmaal"]]
    fil = store_document(upload, by=None)
    actions.add_bilag(ansoegning, fil, spoergsmaal=felt.noegle, at=at)


def _stays(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    """What it is already is what it is to be."""


def _take(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    actions.take(ansoegning, by=Bruger.objects.get(email=SAGSBEHANDLER))


def _withdraw(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    first = ansoegning.deltagere.answering()[0]
    actions.withdraw(ansoegning, deltager=first, hvorfor=row["hvorfor"])


def _ask(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    sagsbehandler = Bruger.objects.get(email=SAGSBEHANDLER)
    actions.ask_for_confirmation(ansoegning, by=sagsbehandler)


def _forward(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    leder = Bruger.objects.get(email=PULJELEDER)
    actions.forward(ansoegning, row["videre_til"], row["forklaring"], by=leder)


def _expire(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    actions.expire(ansoegning, at=timezone.now() - 10 * DAY)


def _change(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    """They ask for more than in what they sent, and have not sent that yet."""
    more = row | {"udgifter": [*row["udgifter"], ["Forklæder", "materialer", 1200]]}
    _save_budget(ansoegning, more, at=timezone.now(), by=None)


_AFTER = {
    "kladde": _stays,
    "modtaget": _stays,
    "under_behandling": _take,
    "trukket": _withdraw,
    "papir": _ask,
    "videresendt": _forward,
    "udloebet": _expire,
    "rettes": _change,
}


def _talk(ansoegning: Ansoegning, row: dict[str, Any]) -> None:
    sagsbehandler = Bruger.objects.get(email=SAGSBEHANDLER)
    if "spoergsmaal" in row:
        actions.write_to_applicant(ansoegning, row["spoergsmaal"], by=sagsbehandler)
    if "besked" in row:
        first = ansoegning.deltagere.answering()[0]
        actions.write_to_staff(ansoegning, row["besked"], deltager=first)


def _put_back(ansoegning: Ansoegning, at: datetime, sent: datetime | None) -> None:
    """It was last saved when it was sent, and they wrote an hour after that."""
    saved = sent or at + HOUR
    if not ansoegning.has_unsent_changes:
        Ansoegning.objects.filter(pk=ansoegning.pk).update(gemt_den=saved)
    for number, besked in enumerate(ansoegning.beskeder.all(), 1):
        said = min(saved + number * HOUR, timezone.now())
        ansoegning.beskeder.filter(pk=besked.pk).update(skrevet_den=said)
        Journaldokument.objects.filter(besked=besked).update(dato=said)
