"""Carrying out what `forskel.compare` proposed: all of it, or nothing."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.imports.cells import (
    HEADINGS,
    RELATED,
    Cells,
    field_of,
)
from rudersdal_frivillig.grundlag.imports.forskel import Aendring
from rudersdal_frivillig.grundlag.models import Bruger, Institution


def may_import(by: Bruger) -> bool:
    """A table reaches every place, so only those may who work with all of them."""
    needed = [
        "import_institution",
        "manage_alle_institutioner",
        "add_institution",
        "change_institution",
    ]
    return by.has_perms([f"grundlag.{codename}" for codename in needed])


def import_institutioner(aendringer: list[Aendring], *, by: Bruger) -> None:
    """Raises `ValidationError` with a line for each place that changed meanwhile."""
    if not may_import(by):
        raise ValidationError("Du kan ikke importere institutioner.")
    try:
        with transaction.atomic():
            _import(aendringer, by=by)
    except IntegrityError as error:
        raise ValidationError(
            "En anden ændrede institutionerne på samme tid. Vælg filen igen."
        ) from error


def _import(aendringer: list[Aendring], *, by: Bruger) -> None:
    pks = [aendring.pk for aendring in aendringer if aendring.pk]
    locked = Institution.objects.select_for_update().order_by("pk")
    places = {place.pk: place for place in locked.filter(pk__in=pks)}
    cells = Cells()
    conflicts = [
        *_gone(aendringer, cells),
        *_taken([aendring for aendring in aendringer if not aendring.pk]),
        *(
            conflict
            for aendring in aendringer
            if aendring.pk
            for conflict in _conflicts(aendring, places.get(aendring.pk))
        ),
    ]
    if conflicts:
        raise ValidationError(conflicts)
    for aendring in aendringer:
        place = places[aendring.pk] if aendring.pk else Institution()
        _save(place, aendring, cells, by=by)


def _gone(aendringer: list[Aendring], cells: Cells) -> list[str]:
    chosen = {
        (name, aendring.felter[name][1])
        for aendring in aendringer
        for name in RELATED
        if name in aendring.felter
    }
    return [
        f"{HEADINGS[name]}: et valg i filen er slettet imens."
        for name, value in sorted(chosen)
        if value not in cells.labels[name]
    ]


def _taken(nye: list[Aendring]) -> list[str]:
    slugs = [aendring.felter["slug"][1] for aendring in nye]
    navne = [aendring.navn for aendring in nye]
    taken = Institution.objects.filter(Q(slug__in=slugs) | Q(navn__in=navne))
    return [f"{place} er oprettet af en anden imens." for place in taken]


def _conflicts(aendring: Aendring, place: Institution | None) -> list[str]:
    if place is None:
        return [f"{aendring.navn} er slettet imens."]
    return [
        f"{place}: {HEADINGS[name]} er ændret af en anden imens."
        for name, (before, _) in aendring.felter.items()
        if getattr(place, field_of(name).attname) != before
    ]


def _save(place: Institution, aendring: Aendring, cells: Cells, *, by: Bruger) -> None:
    for name, (_, after) in aendring.felter.items():
        setattr(place, field_of(name).attname, after)
    # `compare` has cleaned the values, and what may have changed since is checked
    # above, once for all rows.
    place.save()
    changes = {
        name: (cells.text(name, before), cells.text(name, after))
        for name, (before, after) in aendring.felter.items()
    }
    done = "rettede ved import" if aendring.pk else "oprettede ved import"
    log.write(done, place, by=by, changes=changes)
