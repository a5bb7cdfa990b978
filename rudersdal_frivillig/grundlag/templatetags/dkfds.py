"""What the form templates in templates/dkfds/ must know of a field's widget."""

from django import forms, template

from rudersdal_frivillig.grundlag.amounts import BeloebInput
from rudersdal_frivillig.grundlag.dateparts import DatePartsInput
from rudersdal_frivillig.grundlag.uploads import FilInput

register = template.Library()

_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.RadioSelect, "options"),  # CheckboxSelectMultiple is one, too.
    (DatePartsInput, "date"),
    (BeloebInput, "amount"),
    (FilInput, "file"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
]


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """Which part of the field template draws it: options, date, checkbox and so on."""
    widget = field.field.widget
    kind = next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")
    if kind == "options":
        widget.attrs.setdefault("class", f"form-{option_type(field)}")
    return kind


@register.filter
def option_type(field: forms.BoundField) -> str:
    return field.field.widget.input_type
