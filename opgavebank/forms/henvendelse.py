from django import forms
from django.forms.models import construct_instance

from opgavebank.models import Henvendelse
from opgavebank.models.henvendelse import LONGEST_BESKED
from rudersdal_frivillig.grundlag import sensitive
from rudersdal_frivillig.grundlag.forms import BorgerForm
from rudersdal_frivillig.grundlag.idempotency import OnceForm

CPR = "Tag CPR-nummeret ud, før du sender. Det skal ingen bruge her."
HELBRED = (
    "Det ser ud, som om du skriver om helbred (“{}”). Det behøver vi ikke at vide nu. "
    "Ret teksten, eller sæt kryds nedenfor, hvis det skal med."
)


class HenvendelseForm(BorgerForm):
    """What a citizen asks. `oplysning` is what stood beside it."""

    ring_op = forms.BooleanField(label="Ring mig op", required=False)
    besked = forms.CharField(
        label="Din besked",
        required=False,
        max_length=LONGEST_BESKED,
        widget=forms.Textarea({"rows": 5}),
        help_text="Et par linjer er nok: hvorfor du har lyst, og hvornår du kan.",
    )
    # Only there once there is something to decide.
    alligevel = forms.BooleanField(label="Send teksten, som den er", required=False)
    som_gruppe = forms.BooleanField(
        label="Vi er en gruppe eller en forening", required=False
    )

    field_order = ["noegle", "navn", "email", "telefon", "ring_op"]

    def __init__(self, *args, oplysning, **kwargs):
        super().__init__(*args, **kwargs)
        self.oplysning = oplysning
        if not self.is_bound:
            del self.fields["alligevel"]

    def clean(self):
        cleaned = super().clean()
        has_number = cleaned.get("telefon") or "telefon" in self.errors
        if cleaned.get("ring_op") and not has_number:
            self.add_error("telefon", "Skriv det nummer, vi skal ringe til.")
        found = sensitive.health_words(cleaned.get("besked", ""))
        if not found:
            del self.fields["alligevel"]
        elif not cleaned["alligevel"]:
            self.add_error("besked", HELBRED.format(found[0]))
        return cleaned

    def clean_besked(self):
        besked = self.cleaned_data["besked"]
        if sensitive.has_cpr(besked):
            raise forms.ValidationError(CPR)
        return besked

    @property
    def henvendelse(self):
        """The one described, not saved."""
        return construct_instance(self, Henvendelse(oplysning=self.oplysning))


class TilfoejelseForm(OnceForm):
    """What a citizen adds to an enquiry."""

    tekst = forms.CharField(
        label="Skriv mere",
        max_length=LONGEST_BESKED,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Skriv det, du vil tilføje."},
    )

    def clean_tekst(self):
        tekst = self.cleaned_data["tekst"]
        if sensitive.has_cpr(tekst):
            raise forms.ValidationError(CPR)
        return tekst
