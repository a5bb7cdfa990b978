"""What a cell of an institution's row means, and how a value is shown."""

import math
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from rudersdal_frivillig.grundlag.models import Institution

# The columns, in the order in which they are handed out and explained.
FIELDS = [
    "navn",
    "slug",
    "slags",
    "fagomraade",
    "omraade",
    "adresse",
    "postnr",
    "by",
    "breddegrad",
    "laengdegrad",
    "beskrivelse",
    "kontakt_funktion",
    "kontakt_telefon",
    "kontakt_email",
    "stedfortraeder_funktion",
    "stedfortraeder_telefon",
    "stedfortraeder_email",
    "trinfri_adgang",
    "elevator",
    "handicaptoilet",
    "teleslynge",
    "handicapparkering",
    "offentlig_transport",
    "tilgaengelighed_note",
]
RELATED = ["fagomraade", "omraade"]
# What a new place cannot be without.
REQUIRED = ["navn", "slags", *RELATED]


def field_of(name: str) -> models.Field[Any, Any]:
    return Institution._meta.get_field(name)  # type: ignore[return-value]


HEADINGS = {name: capfirst(str(field_of(name).verbose_name)) for name in FIELDS}


class Cells:
    """Cells to values and back. Reads the lists they choose from once, when made."""

    def __init__(self) -> None:
        # Of each field that chooses: what is stored, to what people call it.
        self.labels: dict[str, dict[Any, str]] = {}
        for name in FIELDS:
            field = field_of(name)
            if name in RELATED:
                rows = field.related_model._default_manager.all()  # type: ignore[union-attr]
                self.labels[name] = {row.pk: str(row) for row in rows}
            elif field.choices:
                self.labels[name] = {k: str(v) for k, v in field.flatchoices}

    def value(self, name: str, text: str) -> Any:
        """What is stored for `text`. Raises `ValidationError` if it means nothing."""
        field = field_of(name)
        if name in self.labels:
            return self._choose(name, text)
        if isinstance(field, models.FloatField):
            return _number(text)
        return _lines(text)

    def _choose(self, name: str, text: str) -> Any:
        field = field_of(name)
        if not text and field.has_default():
            return field.get_default()
        if not text:
            raise ValidationError("Skal udfyldes.")
        sought = text.casefold()
        for value, label in self.labels[name].items():
            if sought in {label.casefold(), str(value) if name not in RELATED else ""}:
                return value
        allowed = ", ".join(self.labels[name].values())
        raise ValidationError(f"“{text[:60]}” kendes ikke. Skriv en af: {allowed}.")

    def text(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name in self.labels:
            return self.labels[name].get(value, str(value))
        if isinstance(value, float):
            return str(value).replace(".", ",")
        return str(value)


def is_same(before: Any, after: Any) -> bool:
    """A browser ends lines in two characters, Excel in one."""
    if isinstance(before, str):
        return _lines(before) == after
    return bool(before == after)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValidationError(f"“{text[:60]}” er ikke et tal.")
    return number
