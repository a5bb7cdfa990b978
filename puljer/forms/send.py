from django import forms

from puljer.choices import JA, NEJ
from puljer.models.besked import LONGEST_BESKED
from rudersdal_frivillig.grundlag import sensitive
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.longtext import LongTextField

CPR = "Tag CPR-nummeret ud, før du sender. Det skal ingen bruge her."
TOO_LATE_NOW = (
    "Fristen gik, mens du læste. Du kan stadig sende, men så bliver ansøgningen mærket "
    "som kommet for sent."
)
# The name of the button that sends in time, and of the one that knows it is late.
TIL_TIDEN, FOR_SENT = "til_tiden", "for_sent"


class SendForm(OnceForm):
    """Yes to each of the texts. `version` is of what one has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, retstekster, is_late, is_assisting, **kwargs):
        super().__init__(*args, **kwargs)
        self.retstekster = retstekster
        self.is_late = is_late
        self.told = FOR_SENT if is_late else TIL_TIDEN
        who = "Ansøgeren" if is_assisting else "Vi"
        for text in retstekster:
            # By the row: a text that has been changed since is another box.
            self.fields[f"ja_{text.pk}"] = forms.BooleanField(
                label=f"{who} har læst “{text.titel}” og siger ja",
                error_messages={"required": "Læs teksten, og sæt kryds."},
            )

    def clean(self):
        if self.is_late and FOR_SENT not in self.data:
            raise forms.ValidationError(TOO_LATE_NOW)
        return super().clean()

    @property
    def erklaeringer(self):
        """Each text with its box."""
        return [(text, self[f"ja_{text.pk}"]) for text in self.retstekster]


class WithdrawForm(OnceForm):
    hvorfor = LongTextField(
        label="Hvorfor trækker I den tilbage?",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="I behøver ikke at sige hvorfor.",
    )

    def clean_hvorfor(self):
        return _without_cpr(self.cleaned_data["hvorfor"])


class BeskedForm(OnceForm):
    tekst = LongTextField(
        label="Skriv til os",
        max_length=LONGEST_BESKED,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Skriv det, I vil sige eller spørge om."},
    )

    def clean_tekst(self):
        return _without_cpr(self.cleaned_data["tekst"])


class ConfirmForm(OnceForm):
    """Whether what staff wrote for someone is right, or what is wrong."""

    svar = forms.ChoiceField(
        label="Er det rigtigt skrevet?",
        choices=[(JA, "Ja, det er rigtigt"), (NEJ, "Nej, noget skal rettes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg ja eller nej."},
    )
    tekst = LongTextField(
        label="Hvad skal rettes?",
        required=False,
        max_length=LONGEST_BESKED,
        widget=forms.Textarea({"rows": 6}),
        help_text="Kun hvis du svarer nej. Skriv, hvad der står, og hvad der skal stå.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("svar") == NEJ and not cleaned.get("tekst"):
            self.add_error("tekst", "Skriv, hvad der skal rettes.")
        return cleaned

    def clean_tekst(self):
        return _without_cpr(self.cleaned_data["tekst"])


class CopyForm(OnceForm):
    """Which of the open rounds; not asked where there is one."""

    runde = forms.ModelChoiceField(
        label="Hvilken runde vil I søge i?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en runde."},
    )

    def __init__(self, *args, runder, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["runde"].queryset = runder
        self.fields["runde"].label_from_instance = _runde_label
        if len(runder) == 1:
            self.fields["runde"].widget = forms.HiddenInput()
            self.fields["runde"].initial = runder[0]


def _runde_label(runde):
    frist = "Hele året" if runde.is_loebende else f"Frist {runde.frist_text}"
    return f"{runde.navn}. {frist}"


def _without_cpr(tekst):
    if sensitive.has_cpr(tekst):
        raise forms.ValidationError(CPR)
    return tekst
