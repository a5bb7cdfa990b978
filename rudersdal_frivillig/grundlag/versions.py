"""Whether a row is still what it was when someone began to change it."""

from hashlib import blake2b
from typing import Any

from django.db import models

# What comes of logging in is no change to those who edit the person.
UNSEEN = {"last_login", "password"}


def version(*rows: models.Model, more: Any = None) -> str:
    """Of the rows together, and of `more` about them. It changes when any of it does.

    A row that keeps the time of its last change (`aendret_den`) is judged by that, any
    other by its columns.
    """
    return digest([*map(_facts, rows), more])


def digest(value: Any) -> str:
    return blake2b(repr(value).encode(), digest_size=9).hexdigest()


def _facts(row: models.Model) -> list[Any]:
    fields = {field.name: field for field in row._meta.concrete_fields}
    if "aendret_den" in fields:
        fields = {"aendret_den": fields["aendret_den"]}
    values = [
        (name, field.value_to_string(row))
        for name, field in fields.items()
        if name not in UNSEEN
    ]
    return [row._meta.label_lower, row.pk, values]
