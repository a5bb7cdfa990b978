from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from puljer.choices import JA, NEJ

SVAR = [("ja", JA), ("nej", NEJ)]


class KanISoegeForm(forms.Form):
    """The questions before an application. Sent by GET, and stored nowhere."""

    def __init__(self, *args, krav, opslag="", **kwargs):
        super().__init__(*args, **kwargs)
        self.krav = krav
        for number, each in enumerate(krav, 1):
            self.fields[f"svar{number}"] = forms.ChoiceField(
                label=each.spoergsmaal,
                choices=SVAR,
                widget=forms.RadioSelect,
                error_messages={
                    "required": "Svar ja eller nej.",
                    "invalid_choice": "Svar ja eller nej.",
                },
            )
        if opslag:
            self.fields["opslag"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=opslag
            )
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", "Se, om I kan søge"))

    @property
    def brudte(self):
        """The rules that the answers break, of a form that is valid."""
        return [
            each
            for number, each in enumerate(self.krav, 1)
            if (self.cleaned_data[f"svar{number}"] == "ja") != each.skal_vaere_ja
        ]
