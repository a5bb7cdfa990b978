import re
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError as NotANumber

_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def refuse_address(name: str) -> None:
    """For a name that goes in a mail to an address that anyone may have typed."""
    if _ADDRESS.search(name):
        raise ValidationError("Skriv kun navnet her.")


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


def read_cvr(text: str) -> str:
    """The eight digits of `text`. Raises `ValidationError` if it is no CVR number."""
    try:
        # Without spaces, also those that the library would take for a digit.
        return cvr.validate("".join(text.split()))
    except NotANumber:
        raise ValidationError(
            "CVR-nummeret passer ikke. Det har otte cifre og står på virk.dk."
        ) from None


def validate_cvr(text: str) -> None:
    read_cvr(text)


class CVRFormField(forms.CharField):
    """Gives eight digits, however they were grouped. `CVRField` is for models."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return read_cvr(text) if text else ""


class CVRField(models.CharField):
    """A CVR number as eight digits, with the check digit of modulus 11."""

    default_validators = [validate_cvr]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 8, "blank": True} | options)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # `max_length` is what is stored; people write spaces between the digits.
        options = {"form_class": CVRFormField, "max_length": None}
        return super().formfield(**(options | kwargs))
