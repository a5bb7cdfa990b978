from datetime import datetime

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone

from opgavebank.choices import OpslagStatus
from opgavebank.reach import Reach
from rudersdal_frivillig.grundlag import files
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.models import Arrangement

# What a post takes over from its institution where it says nothing itself.
FROM_INSTITUTION = [
    "fagomraade",
    "omraade",
    "kontakt_funktion",
    "kontakt_telefon",
    "kontakt_email",
    "stedfortraeder_funktion",
    "stedfortraeder_telefon",
    "stedfortraeder_email",
]

OUTSIDE = (
    "Opslaget ligger uden for det, du må skrive. "
    "Se på institution, fagområde og arrangør."
)

UNSAVED = "Gem først. Du har rettet noget, som ikke er gemt."
NOT_APPROVED = (
    "Opslag hos {} skal godkendes, før de vises. Vælg “Opret igen”, og send det nye "
    "opslag til godkendelse."
)


class OpslagAdminForm(forms.ModelForm):
    """What a leader fills in. `billede` is stored when the form is found whole."""

    nyt_billede = forms.FileField(
        label="Billede",
        required=False,
        help_text="JPG, PNG eller WebP, højst 15 MB. "
        "Vis kun mennesker, der har sagt ja til det.",
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp"}
        ),
    )
    fjern_billede = forms.BooleanField(label="Fjern billedet", required=False)

    class Meta:
        widgets = {
            "resume": AdminTextareaWidget({"rows": 2}),
            "det_goer_du": AdminTextareaWidget({"rows": 4}),
            "det_goer_personalet": AdminTextareaWidget({"rows": 4}),
            "saadan_foregaar_det": AdminTextareaWidget({"rows": 6}),
            "det_faar_du": AdminTextareaWidget({"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("fagomraade", "omraade"):
            if name in self.fields:  # Who may only read the post has none.
                self.fields[name].required = False
                self.fields[
                    name
                ].help_text = "Lad feltet stå tomt, hvis det er som institutionens."

    def clean(self):
        cleaned = super().clean()
        if institution := cleaned.get("institution"):
            for name in FROM_INSTITUTION:
                cleaned[name] = cleaned.get(name) or getattr(institution, name)
            where = institution, cleaned["fagomraade"], cleaned.get("arrangoer", "")
            if not Reach(self.by).covers(*where):
                self.add_error(None, OUTSIDE)
            self._refuse_to_skip_approval(institution)
        if "vises_til" in self.changed_data:
            # The 180 days are counted from when someone last thought about it.
            self.instance.vises_fra = timezone.localdate()
        upload = cleaned.get("nyt_billede")
        if upload and not self.errors:
            try:
                self.instance.billede = files.store_picture(upload, by=self.by)
            except forms.ValidationError as error:
                self.add_error("nyt_billede", error)
        elif cleaned.get("fjern_billede"):
            self.instance.billede = None
        return cleaned

    def full_clean(self):
        super().full_clean()
        if self.is_halted and self.is_bound:
            self.add_error(None, UNSAVED)

    def _refuse_to_skip_approval(self, institution):
        was_let_through = self.instance.status in {
            OpslagStatus.AKTIV,
            OpslagStatus.PAUSE,
        }
        if (
            was_let_through
            and institution.kraever_godkendelse
            and institution.pk != self.initial.get("institution")
            and not self.by.has_perm("opgavebank.approve_opslag")
        ):
            self.add_error("institution", NOT_APPROVED.format(institution))


class ProevegangForm(OnceForm):
    """A date on which the task of `opslag` may be tried."""

    dag = forms.DateField(
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Vælg en dag."},
    )
    fra = forms.TimeField(
        label="Fra klokken",
        widget=forms.TimeInput({"type": "time"}),
        error_messages={"required": "Skriv, hvornår det begynder."},
    )
    til = forms.TimeField(
        label="Til klokken",
        widget=forms.TimeInput({"type": "time"}),
        error_messages={"required": "Skriv, hvornår det slutter."},
    )
    pladser = forms.IntegerField(
        min_value=1,
        max_value=200,
        initial=4,
        error_messages={"required": "Skriv, hvor mange der kan komme."},
    )
    sted = forms.CharField(
        label="Mødested",
        max_length=150,
        required=False,
        help_text="For eksempel receptionen. Adressen står der allerede.",
    )
    adgang = forms.CharField(
        label="Adgang til stedet",
        max_length=200,
        required=False,
        help_text="For eksempel trinfri adgang, bus og parkering.",
    )

    def __init__(self, *args, opslag, **kwargs):
        super().__init__(*args, initial={"sted": opslag.sted_note}, **kwargs)

    @property
    def arrangement(self):
        """The one described, not saved."""
        told = self.cleaned_data
        begynder, slutter = (
            timezone.make_aware(datetime.combine(told["dag"], told[end]))
            for end in ("fra", "til")
        )
        about = {name: told[name] for name in ("pladser", "sted", "adgang")}
        return Arrangement(begynder=begynder, slutter=slutter, **about)
