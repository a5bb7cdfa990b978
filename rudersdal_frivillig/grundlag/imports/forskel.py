"""What a table would change about the institutions. Nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from rudersdal_frivillig.grundlag.imports.cells import (
    FIELDS,
    HEADINGS,
    RELATED,
    REQUIRED,
    Cells,
    field_of,
    is_same,
)
from rudersdal_frivillig.grundlag.models import Bruger, Institution
from rudersdal_frivillig.grundlag.slugs import danish_slug
from rudersdal_frivillig.grundlag.spreadsheets.read import Table

# Of a proposal in seconds, and in characters: the form that carries it has a limit.
LASTS = 60 * 60
LONGEST = 900_000


@dataclass
class Aendring:
    """What one row does to one place; `pk` is None for a new one."""

    pk: int | None
    navn: str
    # Field to its value (before, after); before is None for a new place.
    felter: dict[str, tuple[Any, Any]]
    # The same for people: (heading, before, after).
    linjer: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Fejl:
    raekke: int
    kolonne: str
    tekst: str


@dataclass
class Forskel:
    nye: list[Aendring] = field(default_factory=list)
    aendrede: list[Aendring] = field(default_factory=list)
    uaendrede: list[str] = field(default_factory=list)
    fejl: list[Fejl] = field(default_factory=list)
    ukendte_kolonner: list[str] = field(default_factory=list)

    def sign(self, by: Bruger) -> str:
        """The proposal as text that only `by` can have carried out, for an hour."""
        parts = [(a.pk, a.navn, a.felter) for a in [*self.nye, *self.aendrede]]
        text = signing.dumps(parts, salt=_salt(by), compress=True)
        if len(text) > LONGEST:
            raise ValidationError("Filen ændrer for meget på én gang. Del den i to.")
        return text


def unsign(text: str, by: Bruger) -> list[Aendring]:
    try:
        parts = signing.loads(text, salt=_salt(by), max_age=LASTS)
    except signing.BadSignature as error:
        raise ValidationError(
            "Forskellen er mere end en time gammel. Vælg filen igen."
        ) from error
    return [Aendring(pk, navn, felter) for pk, navn, felter in parts]


def _salt(by: Bruger) -> str:
    return f"import_institution.{by.pk}"


def compare(table: Table) -> Forskel:
    """The difference between `table` and what is stored. A few queries for all rows.

    Each row that changes something is checked against the constraints, one query each.
    Raises `ValidationError` if the headings do not say which place a row is about.
    """
    columns = _columns(table.headings)
    return _Comparison(columns, table).forskel


def _columns(headings: list[str]) -> dict[str, int]:
    """Field to the number of its column."""
    names = {heading.casefold(): name for name, heading in HEADINGS.items()}
    found = [names.get(heading.strip().casefold(), "") for heading in headings]
    twice = [name for name, n in Counter(found).items() if name and n > 1]
    if twice:
        raise ValidationError(f"Kolonnen “{HEADINGS[twice[0]]}” er der to gange.")
    if "navn" not in found:
        raise ValidationError(
            "Kolonnen “Navn” mangler. Den første række skal have overskrifterne."
        )
    return {name: n for n, name in enumerate(found) if name}


class _RowError(Exception):
    """The row has been told what is wrong with it."""


class _Comparison:
    def __init__(self, columns: dict[str, int], table: Table) -> None:
        self.cells = Cells()
        self.columns = columns
        self.forskel = Forskel(
            ukendte_kolonner=[
                heading
                for n, heading in enumerate(table.headings)
                if heading and n not in columns.values()
            ]
        )
        self.width = len(table.headings)
        self.by_slug = {place.slug: place for place in Institution.objects.all()}
        self.by_navn = defaultdict(list)
        for place in self.by_slug.values():
            self.by_navn[place.navn.casefold()].append(place)
        # What each earlier row is about, to its number.
        self.seen: dict[tuple[str, Any], int] = {}
        for number, row in table.rows:
            try:
                self._take(number, row)
            except _RowError:
                continue

    def _take(self, number: int, row: list[str]) -> None:
        if any(row[self.width :]):
            text = "Rækken har flere celler, end der er overskrifter."
            self._fail(number, {"": [text]})
        values = self._values(number, row)
        place = self._find(number, values)
        is_new = place is None
        if place is None:
            place = self._new(number, values)
        self._note_seen(number, place)
        felter = {
            name: (None if is_new else getattr(place, field_of(name).attname), value)
            for name, value in values.items()
        }
        if not is_new:
            felter = {n: pair for n, pair in felter.items() if not is_same(*pair)}
        if not felter:
            self.forskel.uaendrede.append(place.navn)
            return
        navn = place.navn
        self._check(number, place, felter)
        linjer = [
            (HEADINGS[n], self.cells.text(n, before), self.cells.text(n, after))
            for n, (before, after) in felter.items()
        ]
        if is_new:
            linjer = [linje for linje in linjer if linje[2]]
        group = self.forskel.nye if is_new else self.forskel.aendrede
        group.append(Aendring(place.pk, navn, felter, linjer))

    def _fail(self, number: int, errors: dict[str, list[str]]) -> None:
        for name, texts in errors.items():
            heading = HEADINGS.get(name, "")
            self.forskel.fejl += [Fejl(number, heading, text) for text in texts]
        raise _RowError

    def _values(self, number: int, row: list[str]) -> dict[str, Any]:
        values, errors = {}, {}
        for name, column in self.columns.items():
            text = row[column] if column < len(row) else ""
            try:
                values[name] = self.cells.value(name, text)
            except ValidationError as error:
                errors[name] = error.messages
        if not values.get("slug"):
            values.pop("slug", None)
        if not values.get("navn"):
            errors["navn"] = ["Skal udfyldes."]
        if errors:
            self._fail(number, errors)
        return values

    def _find(self, number: int, values: dict[str, Any]) -> Institution | None:
        """The place that the row is about, by its slug, else by its name."""
        namesakes = self.by_navn.get(values["navn"].casefold(), [])
        slugs = ", ".join(place.slug for place in namesakes)
        if "slug" in values:
            place = self.by_slug.get(values["slug"])
            if place is None and namesakes:
                text = "Der er allerede en institution med det navn. Dens slug er"
                self._fail(number, {"slug": [f"{text} {slugs}."]})
            return place
        if len(namesakes) > 1:
            text = "Flere institutioner hedder det. Skriv, hvilken slug det er"
            self._fail(number, {"navn": [f"{text}: {slugs}."]})
        return namesakes[0] if namesakes else None

    def _new(self, number: int, values: dict[str, Any]) -> Institution:
        missing = [name for name in REQUIRED if name not in values]
        if missing:
            text = "Kolonnen mangler. Den skal være der for en ny institution."
            self._fail(number, {name: [text] for name in missing})
        values.setdefault("slug", self._free_slug(values["navn"]))
        return Institution(slug=values["slug"], navn=values["navn"])

    def _free_slug(self, navn: str) -> str:
        base = danish_slug(navn)[:90] or "institution"
        slugs = chain([base], (f"{base}-{n}" for n in count(2)))
        return next(
            slug
            for slug in slugs
            if slug not in self.by_slug and ("slug", slug) not in self.seen
        )

    def _note_seen(self, number: int, place: Institution) -> None:
        keys = [("slug", place.slug)]
        if place.pk is None:
            keys.append(("navn", place.navn.casefold()))
        for key in keys:
            if key in self.seen:
                text = f"Samme institution står i række {self.seen[key]}."
                self._fail(number, {"navn": [text]})
        self.seen |= dict.fromkeys(keys, number)

    def _check(
        self, number: int, place: Institution, felter: dict[str, tuple[Any, Any]]
    ) -> None:
        for name, (_, after) in felter.items():
            setattr(place, field_of(name).attname, after)
        # Those of RELATED were taken from their lists.
        errors: dict[str, list[str]] = {}
        for error in _faults(place, exclude={*FIELDS} - {*felter} | {*RELATED}):
            for name, texts in error.message_dict.items():
                name = "postnr" if name == NON_FIELD_ERRORS else name
                errors.setdefault(name, []).extend(texts)
        if errors:
            self._fail(number, errors)


def _faults(place: Institution, exclude: set[str]) -> Iterator[ValidationError]:
    try:
        place.clean_fields(exclude=exclude)
    except ValidationError as error:
        yield error
        return
    try:
        place.validate_constraints()
    except ValidationError as error:
        yield error
