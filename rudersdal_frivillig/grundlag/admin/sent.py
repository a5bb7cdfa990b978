"""What a browser sends of a form, so that three states of it can be compared."""

from django import forms

from rudersdal_frivillig.grundlag.versions import digest

# Before the name of a field or row: the editor's choice where another changed it, too.
CHOICE = "_valg_"
THEIRS = "andens"


def sent(bound):
    """What is sent of a field that no one touched: names to lists of values."""
    values = _sent(bound.field.widget, bound.html_name, bound.value())
    if isinstance(bound.field, forms.ModelMultipleChoiceField):
        # The row may hold others, which this form does not offer.
        offered = {str(pk) for pk in bound.field.queryset.values_list("pk", flat=True)}
        values = {n: [v for v in vs if v in offered] for n, vs in values.items()}
    return values


def _sent(widget, name, value):
    widget = getattr(widget, "widget", widget)  # The admin wraps choices of rows.
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else widget.decompress(value)
        names = [name + suffix for suffix in widget.widgets_names]
        values = {}
        for part, part_name, value in zip(widget.widgets, names, parts, strict=False):
            values |= _sent(part, part_name, value)
        return values
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    formatted = widget.format_value(value)
    if isinstance(formatted, (list, tuple)):
        return {name: [str(part) for part in formatted]}
    return {name: [] if formatted is None else [str(formatted)]}


def mark(values):
    """The same for values that mean the same: line breaks as browsers send them."""
    plain = {
        name: sorted(value.replace("\r\n", "\n") for value in given if value)
        for name, given in values.items()
    }
    return digest(sorted(plain.items()))
