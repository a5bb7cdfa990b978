from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

from rudersdal_frivillig.grundlag.dateparts import DatePartsField
from rudersdal_frivillig.grundlag.longtext import LongTextField


def _do(order: str) -> dict[str, str]:
    """What an empty field says: what to do, and not that it is required."""
    return {"required": order}


class ByggeklodserForm(forms.Form):
    """Every kind of field once, for /byggeklodser/. Nothing is sent anywhere."""

    navn = forms.CharField(
        label="Navn", max_length=60, error_messages=_do("Skriv dit navn.")
    )
    email = forms.EmailField(
        label="E-mail", help_text="Vi bruger den kun til at svare dig.", required=False
    )
    besked = LongTextField(
        label="Besked",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Hvad vil du gerne hjælpe med?",
        error_messages=_do("Skriv, hvad du gerne vil hjælpe med."),
    )
    omraade = forms.ChoiceField(
        label="Område",
        choices=[("", "Vælg"), ("holte", "Holte"), ("naerum", "Nærum")],
        error_messages=_do("Vælg et område."),
    )
    svar = forms.ChoiceField(
        label="Hvordan skal vi svare?",
        choices=[("ring", "Ring til mig"), ("skriv", "Skriv til mig")],
        widget=forms.RadioSelect,
        error_messages=_do("Vælg, hvordan vi skal svare."),
    )
    dage = forms.MultipleChoiceField(
        label="Hvornår kan du?",
        choices=[("hverdag", "På hverdage"), ("weekend", "I weekenden")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    start = DatePartsField(
        label="Hvornår kan du begynde?",
        help_text="For eksempel 24 12 2026.",
        error_messages=_do("Skriv, hvornår du kan begynde."),
    )
    laest = forms.BooleanField(
        label="Jeg har læst, hvordan I behandler mine data",
        error_messages=_do("Sæt kryds, når du har læst det."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.layout = Layout(
            Fieldset("Om dig", "navn", "email", "omraade"),
            Fieldset("Om hjælpen", "besked", "svar", "dage", "start", "laest"),
            Submit("fejl", "Vis fejlene"),
        )
