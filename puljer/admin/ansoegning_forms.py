"""The forms on the page of a case, and of one that came on paper."""

from django import forms
from django.utils import timezone

from puljer.choices import Fristskoen, Modtagevej
from puljer.models import Ansoegning, Deltager, Pulje, Runde
from puljer.models.besked import LONGEST_BESKED
from rudersdal_frivillig.grundlag.fields import TelefonField
from rudersdal_frivillig.grundlag.forms.handling import HandlingForm
from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.plaintext import PlainLineField, PlainTextField

ASSISTED = [way for way in Modtagevej.choices if way[0] != Modtagevej.PORTAL]


def _besked(label, **options):
    return PlainTextField(
        label=label,
        max_length=LONGEST_BESKED,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Skriv noget til ansøgeren."},
        **options,
    )


class BeskedForm(HandlingForm):
    tekst = _besked(
        "Din besked",
        help_text="Kontaktpersonerne får en mail med et link hertil. Selve beskeden "
        "står ikke i mailen.",
    )


class FristForm(HandlingForm):
    skoen = forms.ChoiceField(
        label="Hvad beslutter du?",
        choices=Fristskoen,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad du beslutter."},
    )
    begrundelse = PlainTextField(
        label="Hvorfor?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Det bliver på sagen. Ansøgeren ser det ikke her.",
        error_messages={"required": "Skriv, hvorfor du afgør det sådan."},
    )
    tekst = _besked(
        "Besked til ansøgeren",
        required=False,
        help_text="Er den tom, får ansøgeren ikke noget at vide nu.",
    )


class VideresendForm(HandlingForm):
    til = PlainLineField(
        label="Hvor hører den til?",
        max_length=Ansoegning._meta.get_field("videresendt_til").max_length,
        help_text="Skriv myndigheden eller puljen, og hvordan man når den. "
        "Papirerne sender du fra ESDH.",
        error_messages={"required": "Skriv, hvor den hører til."},
    )
    tekst = _besked("Besked til ansøgeren")


class BekraeftetForm(HandlingForm):
    tekst = PlainLineField(
        label="Hvordan har ansøgeren bekræftet?",
        max_length=200,
        help_text="For eksempel: Læst op på telefonen den 3. marts.",
        error_messages={"required": "Skriv, hvordan det er bekræftet."},
    )


class DeltagerValg(forms.ModelChoiceField):
    def label_from_instance(self, deltager):
        name = deltager.navn or "Uden navn"
        return f"{name}, {deltager.email or 'uden e-mail'} ({deltager})"


class DeltagerForm(HandlingForm):
    """Of those who take part in the case alone."""

    deltager = DeltagerValg(
        Deltager.objects.none(),
        label="Hvem?",
        empty_label="Vælg en person",
        error_messages={"required": "Vælg en person."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = self.obj.deltagere.active().exclude(email="")
        self.fields["deltager"].queryset = there


class RundeValg(forms.ModelChoiceField):
    def label_from_instance(self, runde):
        return f"{runde} ({runde.frist_text})"


class IndtastForm(OnceForm):
    """How it came, and from whom. `by` is who types it in."""

    runde = RundeValg(
        Runde.objects.none(),
        label="Hvilken pulje og runde?",
        empty_label="Vælg runden",
        error_messages={"required": "Vælg runden."},
    )
    modtagevej = forms.ChoiceField(
        label="Hvordan kom den?",
        choices=ASSISTED,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Vælg, hvordan den kom."
        ),
    )
    modtaget_paa_papir = forms.DateField(
        label="Hvilken dag kom den?",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Dagen afgør, om ansøgningen kom til tiden, uanset hvornår du "
        "indtaster den.",
        error_messages={
            "required": "Skriv dagen, den kom.",
            "invalid": "Skriv dagen som en dato.",
        },
    )
    navn = PlainLineField(
        label="Kontaktpersonens navn",
        max_length=100,
        error_messages={"required": "Skriv, hvem der søger."},
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        help_text="Så kan ansøgeren selv læse og bekræfte det, du har skrevet.",
        error_messages={"invalid": "Skriv e-mailen som navn@eksempel.dk."},
    )
    telefon = TelefonField().formfield(
        label="Telefon", widget=forms.TextInput({"inputmode": "tel"})
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        pools = Pulje.objects.visible_to(by).public()
        opened = Runde.objects.approved().filter(aabner__lte=timezone.now())
        rounds = opened.filter(pulje__in=pools).select_related("pulje")
        self.fields["runde"].queryset = rounds.order_by("pulje__navn", "-aabner")

    def clean_modtaget_paa_papir(self):
        day = self.cleaned_data["modtaget_paa_papir"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dagen kan ikke ligge i fremtiden.")
        return day

    def clean(self):
        cleaned = super().clean()
        ways = {"email", "telefon"}
        if not any(cleaned.get(way) for way in ways) and not ways & set(self.errors):
            self.add_error("email", "Skriv en e-mail eller et telefonnummer.")
        runde, day = cleaned.get("runde"), cleaned.get("modtaget_paa_papir")
        if runde and day and day < timezone.localdate(runde.aabner):
            self.add_error("modtaget_paa_papir", "Runden var ikke åben den dag.")
        return cleaned

    @property
    def deltager(self):
        """The contact described, not saved."""
        names = ("navn", "email", "telefon")
        return Deltager(**{name: self.cleaned_data[name] for name in names})
