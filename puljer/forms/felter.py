"""The form field of each kind of question, and its answer as it is kept."""

import re
from datetime import date

from django import forms

from puljer.choices import JA, NEJ, Spoergsmaalsslags
from rudersdal_frivillig.grundlag import documents, uploads
from rudersdal_frivillig.grundlag.amounts import BeloebField
from rudersdal_frivillig.grundlag.dateparts import DatePartsField
from rudersdal_frivillig.grundlag.longtext import LongTextField
from rudersdal_frivillig.grundlag.plaintext import PlainLineField

LONGEST_LINE, LONGEST_TEXT = 200, 20_000
MOST = 1_000_000_000
CHOOSE = {"invalid_choice": "Vælg en af mulighederne."}


class TalField(forms.Field):
    """A whole number as Danes write it: `1.200`, `1 200`, `1200`."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    _number = re.compile(r"[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+")

    def to_python(self, value):
        text = " ".join(str(value or "").split())
        if not text:
            return None
        if not self._number.fullmatch(text):
            raise forms.ValidationError("Skriv et helt tal, for eksempel 25.")
        digits = re.sub("[. ]", "", text).lstrip("0") or "0"
        if len(digits) > len(str(MOST)) or int(digits) > MOST:
            raise forms.ValidationError("Tallet er for stort.")
        return int(digits)


def make(felt):
    """The field of one question. None is required: a draft may have holes."""
    made = _MAKE[felt.slags](felt)
    made.label, made.help_text, made.required = felt.tekst, felt.hjaelp, False
    made.widget.is_required = False
    return made


def to_json(felt, value):
    """An answer as `Ansoegning.svar` keeps it: text, number, oere, ISO date or list."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value


def to_initial(felt, kept):
    if felt.slags == Spoergsmaalsslags.DATO and kept:
        return date.fromisoformat(kept)
    return kept if kept != "" else None


def _lang(felt):
    field = LongTextField(
        max_length=None if felt.mest_ord else LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8 if felt.mest_ord > 100 else 5}),
    )
    if felt.mest_ord:
        # For the counter. What is too long is kept, and the form says so.
        field.max_ord = felt.mest_ord
        field.validators.append(
            forms.fields.validators.MaxLengthValidator(LONGEST_TEXT)
        )
    return field


def _choices(felt):
    return [(answer, answer) for answer in felt.valg]


_MAKE = {
    Spoergsmaalsslags.KORT: lambda felt: PlainLineField(max_length=LONGEST_LINE),
    Spoergsmaalsslags.LANG: _lang,
    Spoergsmaalsslags.TAL: lambda felt: TalField(),
    Spoergsmaalsslags.BELOEB: lambda felt: BeloebField(),
    Spoergsmaalsslags.DATO: lambda felt: DatePartsField(),
    Spoergsmaalsslags.VALG: lambda felt: forms.ChoiceField(
        choices=_choices(felt), widget=forms.RadioSelect, error_messages=CHOOSE
    ),
    Spoergsmaalsslags.FLERE: lambda felt: forms.MultipleChoiceField(
        choices=_choices(felt),
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    ),
    Spoergsmaalsslags.JANEJ: lambda felt: forms.ChoiceField(
        choices=[(JA, JA), (NEJ, NEJ)],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    ),
    Spoergsmaalsslags.FIL: lambda felt: uploads.FilField(max_bytes=documents.MAX_BYTES),
}
