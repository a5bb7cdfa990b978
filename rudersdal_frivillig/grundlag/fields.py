from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField


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
