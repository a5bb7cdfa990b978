"""The demo's pools, put in operation by two people, on legal texts that are drafts."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from puljer import actions
from puljer.models import Pulje, Runde
from rudersdal_frivillig.demo.data import PHONE
from rudersdal_frivillig.grundlag.models import Bruger
from rudersdal_frivillig.grundlag.workdays import add_working_days, is_working_day

SAGSBEHANDLER, PULJELEDER = "sagsbehandler@demo.example", "puljeleder@demo.example"
EMAIL = "puljer@demo.example"

# Parts of a row that are rows themselves.
_PARTS = ["noegle", "krav", "kriterier", "spoergsmaal", "runder"]


def make_pulje(row: dict[str, Any]) -> Pulje:
    facts = {name: value for name, value in row.items() if name not in _PARTS}
    pulje = Pulje(**facts, kontakt_telefon=PHONE, kontakt_email=EMAIL)
    pulje.full_clean()
    pulje.save()
    sagsbehandler, leder = (
        Bruger.objects.get(email=email) for email in (SAGSBEHANDLER, PULJELEDER)
    )
    pulje.sagsbehandlere.set([sagsbehandler, leder])
    _make_krav(pulje, row["krav"])
    _make_kriterier(pulje, row["kriterier"])
    _make_spoergsmaal(pulje, row["spoergsmaal"])
    for runde in row["runder"]:
        _make_runde(pulje, runde)
    actions.propose(pulje, by=sagsbehandler)
    actions.approve(pulje, by=leder)
    return pulje


def _make_krav(pulje: Pulje, rows: list[Any]) -> None:
    for nr, (spoergsmaal, skal_vaere_ja, regel, andet_sted) in enumerate(rows, 1):
        pulje.adgangskrav.create(
            raekkefoelge=nr,
            spoergsmaal=spoergsmaal,
            skal_vaere_ja=skal_vaere_ja,
            regel=regel,
            andet_sted=andet_sted,
        )


def _make_kriterier(pulje: Pulje, rows: list[Any]) -> None:
    for nr, (titel, beskrivelse, vaegt, ankre) in enumerate(rows, 1):
        pulje.kriterier.create(
            raekkefoelge=nr,
            titel=titel,
            beskrivelse=beskrivelse,
            vaegt=vaegt,
            ankre=ankre,
        )


def _make_spoergsmaal(pulje: Pulje, rows: list[dict[str, Any]]) -> None:
    kriterier = {kriterium.titel: kriterium for kriterium in pulje.kriterier.all()}
    made: dict[str, Any] = {}
    for nr, row in enumerate(rows, 1):
        found = {
            "kriterium": kriterier.get(row.get("kriterium", "")),
            "vis_hvis": made.get(row.get("vis_hvis", "")),
        }
        facts = row | {"raekkefoelge": nr} | found
        made[row["tekst"]] = pulje.spoergsmaal.create(**facts)


def _make_runde(pulje: Pulje, row: dict[str, Any]) -> Runde:
    """Named for the month of its deadline, if it has one."""
    frist = _last_minute(row["frist_om"]) if "frist_om" in row else None
    navn = row.get("navn") or date_format(timezone.localtime(frist), "F Y").capitalize()
    return Runde.objects.create(
        pulje=pulje,
        navn=navn,
        aabner=_morning(row["aabnede_for"]),
        frist=frist,
        svar_senest=_working_day(row["svar_om"]) if frist else None,
        ramme_oere=row["ramme"] * 100,
        mindst_oere=row["mindst"] * 100,
        hoejst_oere=row["hoejst"] * 100,
        egenandel_pct=row.get("egenandel_pct", 0),
    )


def _morning(days_ago: int) -> datetime:
    day = timezone.localdate() - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(8)))


def _last_minute(days: int) -> datetime:
    """23.59 on the first working day that is so many days from now, or later."""
    return timezone.make_aware(datetime.combine(_working_day(days), time(23, 59)))


def _working_day(days: int) -> date:
    day = timezone.localdate() + timedelta(days=days)
    return day if is_working_day(day) else add_working_days(day, 1)
