from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models


class ChoicesField(ArrayField):
    """Any number of the base field's choices. A form shows them as checkboxes."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        options = {
            "form_class": forms.TypedMultipleChoiceField,
            "choices": self.base_field.choices,
            "widget": forms.CheckboxSelectMultiple,
        }
        # Past ArrayField's own, which wants a text with commas.
        return super(ArrayField, self).formfield(**(kwargs | options))


class TelefonField(models.CharField):
    """A number that a telephone can call: eight digits, or one of another country."""

    default_validators = [
        RegexValidator(
            r"^(\+|00)?([0-9][ -]?){8,15}$", "Skriv et telefonnummer med otte cifre."
        )
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 20, "blank": True} | options)
