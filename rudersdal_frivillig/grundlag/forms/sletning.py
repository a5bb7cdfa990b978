from django import forms

from rudersdal_frivillig.grundlag.idempotency import OnceForm

_EMAIL = {
    "required": "Skriv personens e-mail.",
    "invalid": "Skriv e-mailen som navn@eksempel.dk.",
}


class FindPersonForm(forms.Form):
    """Whose data to show."""

    email = forms.EmailField(
        label="Personens e-mail",
        error_messages=_EMAIL,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class AskForErasureForm(OnceForm):
    """Why the person that is shown should be erased."""

    email = forms.EmailField(error_messages=_EMAIL, widget=forms.HiddenInput)
    begrundelse = forms.CharField(
        label="Hvorfor skal det slettes?",
        max_length=500,
        help_text=(
            "For eksempel: Borgeren har selv bedt om det. Begrundelsen slettes, når "
            "anmodningen er afgjort."
        ),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv, hvorfor det skal slettes."},
    )


class RefuseErasureForm(forms.Form):
    because = forms.CharField(
        label="Hvorfor skal der ikke slettes?",
        max_length=500,
        help_text="Begrundelsen gemmes. Skriv ingen navne eller e-mails.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv, hvorfor der ikke skal slettes."},
    )
