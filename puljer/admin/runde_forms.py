from django import forms
from django.core.exceptions import ValidationError

from puljer import driftsklar
from puljer.admin.tidspunkt import TidspunktField
from rudersdal_frivillig.grundlag.amounts import BeloebField
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.plaintext import PlainTextField

_DAY = {"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class RundeForm(forms.ModelForm):
    aabner = TidspunktField(label="Åbner")
    frist = TidspunktField(
        label="Frist",
        required=False,
        help_text="Hele det minut tæller med. Tom, når man kan søge løbende.",
    )
    svar_senest = forms.DateField(
        label="Svar senest",
        required=False,
        help_text="Tom, når puljen lover svar inden for et antal hverdage.",
        **_DAY,
    )
    ramme_oere = BeloebField(label="Ramme", help_text="I kroner, for alle tilsammen.")
    mindst_oere = BeloebField(
        label="Mindst", required=False, empty=0, help_text="I kroner. Tom for intet."
    )
    hoejst_oere = BeloebField(
        label="Højst", required=False, empty=0, help_text="I kroner, til hver."
    )

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        # A form skips the rules on what it does not show, such as what is given.
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error.messages)


class ExtendForm(OnceForm):
    """A later deadline. One with warnings is asked about once."""

    frist = TidspunktField(label="Den nye frist")
    begrundelse = PlainTextField(
        label="Hvorfor flyttes fristen?",
        max_length=500,
        help_text="Det står i mailen til dem, der har begyndt en ansøgning.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Skriv, hvorfor fristen flyttes."},
    )
    # The deadline whose warnings were read.
    advaret = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        frist = cleaned.get("frist")
        if not frist or cleaned.get("advaret") == frist.isoformat():
            return cleaned
        if warnings := driftsklar.warnings_of(frist):
            self.data = self.data.copy()
            self.data["advaret"] = frist.isoformat()
            self.add_error("frist", [*warnings, "Er det rigtigt, så tryk igen."])
        return cleaned
