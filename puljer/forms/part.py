"""What the pages of an application have in common.

A draft is saved with its holes and faults: `readable` is what could be read, and
`errors` what could not, or is wrong all the same. Two who save the same page are shown
both: `groups` are what they choose between.
"""

import json
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict
from django.template.loader import get_template

from rudersdal_frivillig.grundlag import sensitive

CPR = "Tag CPR-nummeret ud. Vi skal ikke bruge det, og derfor har vi ikke gemt det."
# The choice between two who saved the same page: `valg-<group>` is MINE or THEIRS.
CHOICE, MINE, THEIRS = "valg-", "min", "deres"
# Keys of what was on the page, of what is only asked sometimes.
SHOWN = "vist"


@dataclass(frozen=True)
class Gruppe:
    """Something that is chosen as a whole, as it stands in one set of data."""

    navn: str
    titel: str
    tekst: str


class PartForm(forms.Form):
    """`slug` is of the part. `version` is what the page was drawn from."""

    # What is needed before it is sent, so that it does not say that it is voluntary.
    either = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, ansoegning, slug, data=None, files=None, **options):
        held = ansoegning.versioner.get(slug, 0)
        initial = {"version": held} | options.pop("initial", {})
        super().__init__(data, files, initial=initial, **options)
        self.ansoegning, self.slug = ansoegning, slug
        self.helper = FormHelper()
        self.helper.form_tag = False

    @property
    def drawn_version(self):
        """A forged one is none, so that it is never newest."""
        said = self.cleaned_data.get("version")
        return -1 if said is None else said

    def clean_version(self):
        said = self.cleaned_data["version"]
        return said if said is None or abs(said) < 2**31 else None

    def add_error(self, field, error):
        if field == "version":
            self.cleaned_data["version"] = None
            return
        super().add_error(field, error)

    def note_saved(self, version):
        """Draw a page that was sent as one of `version`, when it is shown again."""
        self.data = self.data.copy()
        self.data["version"] = str(version)

    def refuse_cpr(self):
        """CPR numbers are not kept, wherever they are written."""
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and sensitive.has_cpr(value):
                self.add_error(name, CPR)

    @property
    def group_fields(self):
        return [name for name in self.fields if name not in ("version", "noegle")]

    @property
    def groups(self):
        data = self.as_data()
        return [
            Gruppe(name, self.label_of(name), field_text(self, name, data))
            for name in self.group_fields
            if not isinstance(self.fields[name], forms.FileField)
        ]

    def label_of(self, name):
        return self[name].label

    def as_data(self):
        """What a browser would send of it, as it stands."""
        if self.is_bound:
            return self.data
        data = QueryDict(mutable=True)
        for name in self.fields:
            _put(data, self, name)
        return data

    def keys(self, group, data):
        """The names in `data` that hold the group."""
        widget = self.fields[group].widget
        return _keys(widget, self.add_prefix(group))


def choose(data, stored):
    """`data`, where what was chosen of the other is put in from the form `stored`."""
    chosen, theirs = data.copy(), stored.as_data()
    for group in [g.navn for g in stored.groups]:
        if data.get(CHOICE + group) != THEIRS:
            continue
        for key in stored.keys(group, data):
            chosen.pop(key, None)
        for key in stored.keys(group, theirs):
            chosen.setlist(key, theirs.getlist(key))
    return chosen


class OnlyIf(LayoutObject):
    """Fields that belong to some of the answers to `name`, hidden with the others.

    static/js/betinget.js shows them at once; without it the page is shown again.
    """

    def __init__(self, name, answers, *fields, is_asked):
        self.name, self.answers = name, json.dumps(answers)
        self.fields, self.is_asked = list(fields), is_asked

    def render(self, form, context, **kwargs):
        inner = self.get_rendered_fields(form, context, **kwargs)
        template = get_template("dkfds/layout/only_if.html")
        return template.render({"only_if": self, "fields": inner, "shown": SHOWN})


def _keys(widget, name):
    if isinstance(widget, forms.MultiWidget):
        return [name + suffix for suffix in widget.widgets_names]
    return [name]


def _put(data, form, name):
    bound = form[name]
    widget, value = bound.field.widget, bound.value()
    keys = _keys(widget, bound.html_name)
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        for key, part in zip(keys, parts, strict=True):
            data[key] = "" if part is None else str(part)
    elif isinstance(value, list):
        data.setlist(keys[0], value)
    elif value is True:
        data[keys[0]] = "on"
    elif value not in (None, False):
        data[keys[0]] = str(value)


def field_text(form, name, data):
    """What is in a field, as one reads it."""
    bound = form[name]
    keys = _keys(bound.field.widget, bound.html_name)
    said = [text for key in keys for text in data.getlist(key) if text]
    if isinstance(bound.field, forms.BooleanField):
        return "Ja" if said else "Nej"
    if isinstance(bound.field.widget, forms.MultiWidget):
        return ".".join(said)
    labels = dict(getattr(bound.field.widget, "choices", None) or [])
    labels = {str(value): str(label) for value, label in labels.items()}
    return "\n".join(labels.get(text, text) for text in said)
