"""The forms on the page of an enquiry, and of one that came by telephone."""

from django import forms
from django.forms.models import construct_instance

from opgavebank.choices import RENEWABLE
from opgavebank.models import Henvendelse, Opslag
from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.forms.handling import HandlingForm
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.plaintext import PlainLineField, PlainTextField

LONGEST = 4000


class SvarForm(HandlingForm):
    tekst = PlainTextField(
        label="Dit svar",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 9}),
        error_messages={"required": "Skriv et svar."},
    )

    def clean_tekst(self):
        tekst = self.cleaned_data["tekst"]
        # The greeting it begins with is no answer, and would stop the clock.
        if tekst.strip() == self.initial["tekst"].strip():
            raise forms.ValidationError("Skriv et svar.")
        return tekst


class OpkaldForm(HandlingForm):
    tekst = PlainLineField(label="Hvad talte I om?", max_length=300, required=False)


class NoteForm(HandlingForm):
    tekst = PlainTextField(
        label="Note til jer selv",
        max_length=LONGEST,
        help_text="Borgeren ser den ikke. Den slettes sammen med henvendelsen.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv en note."},
    )


class IkkeMatchForm(HandlingForm):
    send_mail = forms.BooleanField(label="Send denne mail til borgeren", required=False)
    tekst = PlainTextField(
        label="Mail til borgeren",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 8}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("send_mail") and not cleaned.get("tekst"):
            self.add_error("tekst", "Skriv mailen, eller fjern krydset ved den.")
        return cleaned

    @property
    def words(self):
        return self.cleaned_data["tekst"] if self.cleaned_data["send_mail"] else ""


class OpkaldFraBorgerForm(OnceForm):
    """Who rang, and about what. `by` is who writes it down."""

    navn = PlainLineField(
        label="Hvem ringede?",
        max_length=100,
        error_messages={"required": "Skriv, hvem der ringede."},
    )
    telefon = TelefonField().formfield(
        label="Telefon",
        required=True,
        widget=forms.TextInput({"inputmode": "tel"}),
        error_messages={"required": "Skriv telefonnummeret."},
    )
    opslag = forms.ModelChoiceField(
        Opslag.objects.none(),
        label="Hvilket opslag handler det om?",
        empty_label="Vælg opslaget",
        error_messages={"required": "Vælg opslaget."},
    )
    tekst = PlainLineField(label="Hvad talte I om?", max_length=300, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Opslag.objects.visible_to(by).filter(status__in=RENEWABLE)
        self.fields["opslag"].queryset = mine.order_by("titel", "pk")

    @property
    def henvendelse(self):
        """The enquiry described, not saved."""
        return construct_instance(self, Henvendelse(), ["navn", "telefon"])
