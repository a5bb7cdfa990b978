"""The parts of an application for a grant, for /byggeklodser/. Nothing is kept."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.forms import formset_factory
from django.urls import reverse

from rudersdal_frivillig.grundlag import uploads
from rudersdal_frivillig.grundlag.amounts import BeloebField
from rudersdal_frivillig.grundlag.fields import CVRFormField
from rudersdal_frivillig.grundlag.longtext import OrdField
from rudersdal_frivillig.grundlag.models import Fil, Scanning
from rudersdal_frivillig.grundlag.rows import FormWithRows, RowForm, Rows, RowsFormSet

MAX_BYTES = 2 * 1024 * 1024
BILAG = [
    Fil(navn="vedtaegter.pdf", stoerrelse=348_160, scanning=Scanning.REN),
    Fil(navn="tilbud-på-brætter.pdf", stoerrelse=1_468_006),
]
LINJER = [
    {"hvad": "Brikker og otte brætter", "type": "materialer", "beloeb": 240_000},
    {"hvad": "Lokaleleje, 10 gange", "type": "lokale", "beloeb": 150_000},
    {"hvad": "Frugt og saft", "type": "forplejning", "beloeb": 90_000},
]
TYPER = [
    ("", "Vælg"),
    ("materialer", "Materialer"),
    ("lokale", "Lokale"),
    ("forplejning", "Forplejning"),
]


class UdgiftForm(RowForm):
    hvad = forms.CharField(
        label="Hvad",
        max_length=100,
        error_messages={"required": "Skriv, hvad pengene går til."},
    )
    type = forms.ChoiceField(
        label="Type", choices=TYPER, error_messages={"required": "Vælg en type."}
    )
    beloeb = BeloebField(
        label="Beløb", error_messages={"required": "Skriv, hvad det koster."}
    )


class Udgifter(RowsFormSet):
    titel = "Udgifter"
    beloeb = "beloeb"
    sum_titel = "Udgifter i alt"


UdgiftFormSet = formset_factory(
    UdgiftForm,
    formset=Udgifter,
    extra=0,
    max_num=10,
    validate_max=True,
    can_delete=True,
)


class BudgetForm(FormWithRows):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    cvr = CVRFormField(
        label="CVR-nummer",
        help_text="Otte cifre. Mellemrum gør ikke noget.",
        error_messages={"required": "Skriv jeres CVR-nummer."},
    )
    ide = OrdField(
        label="Jeres idé",
        max_ord=20,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Hvad vil I gøre, og for hvem?",
        error_messages={"required": "Skriv, hvad I vil gøre."},
    )
    ansoegt = BeloebField(
        label="Hvor meget søger I?",
        help_text="For eksempel 4.000 eller 1.234,50.",
        error_messages={"required": "Skriv, hvor meget I søger."},
    )

    def __init__(self, data=None):
        super().__init__(data)
        udgifter = UdgiftFormSet(data, initial=LINJER, prefix="udgifter")
        self.formsets = {"udgifter": udgifter}
        self.helper = FormHelper()
        self.helper.attrs = {"data-autosave": ""}
        self.helper.layout = Layout(
            Fieldset("Om jer", "version", "cvr", "ide", "ansoegt"),
            Rows("udgifter"),
            Submit("gem", "Gem og fortsæt"),
        )


class BilagForm(forms.Form):
    bilag = uploads.FilField(
        label="Bilag",
        max_bytes=MAX_BYTES,
        help_text="Højst 2 MB. Demoen gemmer den ikke.",
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files)
        self.fields["bilag"].widget.uploaded = BILAG
        self.helper = FormHelper()
        self.helper.form_action = reverse("byggeklodser_bilag")
        self.helper.attrs = {"data-upload": ""}
        self.helper.layout = Layout("bilag", Submit("send", "Send filen"))
