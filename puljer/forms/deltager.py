from django import forms

from puljer.choices import INVITED, Deltagerrolle
from rudersdal_frivillig.grundlag.fields import refuse_address
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.plaintext import PlainLineField


class InviterForm(OnceForm):
    """Who else is to take part, and what they may do."""

    navn = PlainLineField(
        label="Navn", max_length=100, required=False, validators=[refuse_address]
    )
    email = forms.EmailField(
        label="E-mail",
        help_text="Vi sender et link, som kun er til den ene.",
        error_messages={
            "required": "Skriv e-mailen på den, I vil invitere.",
            "invalid": "Skriv e-mailen som navn@eksempel.dk.",
        },
    )
    rolle = forms.ChoiceField(
        label="Hvad må vedkommende?",
        choices=[(rolle.value, rolle.label) for rolle in INVITED],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad vedkommende må."},
    )

    @property
    def rolle_valgt(self):
        return Deltagerrolle(self.cleaned_data["rolle"])
