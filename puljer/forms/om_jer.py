from crispy_forms.layout import Fieldset, Layout
from django import forms

from puljer.choices import ANSWER_FOR_IT, Ansoegertype, Deltagerrolle
from puljer.forms.felter import CHOOSE
from puljer.forms.part import SHOWN, OnlyIf, PartForm
from puljer.indhold import OM_JER_FIELDS
from puljer.skemaindhold import OM_JER
from rudersdal_frivillig.grundlag.fields import (
    CVRFormField,
    TelefonField,
    refuse_address,
)
from rudersdal_frivillig.grundlag.models import Institution
from rudersdal_frivillig.grundlag.plaintext import PlainLineField

# What each kind of applicant is asked, beside what all are.
ASKED_OF = {
    Ansoegertype.FORENING: ["navn", "cvr"],
    Ansoegertype.GRUPPE: ["navn", "is_myndig", "vaert", "vaert_cvr"],
    Ansoegertype.INSTITUTION: ["institution", "partner"],
}
_FIELDS = ["navn", "cvr", "is_myndig", "vaert", "vaert_cvr", "institution", "partner"]
PREFIX = {Deltagerrolle.ANSVARLIG: "kontakt_", Deltagerrolle.MEDANSVARLIG: "kontakt2_"}
_KONTAKT = ["navn", "email", "telefon"]
_NEEDED = ["ansoegertype", "navn", "cvr", "institution", "partner", "titel"]
_SAME = "Den anden kontaktperson skal have en anden e-mail."


def _line(label, longest=120, **options):
    options = {"required": False, "max_length": longest} | options
    return PlainLineField(label=label, **options)


def _email(**options):
    return forms.EmailField(
        label="E-mail",
        required=False,
        error_messages={"invalid": "Skriv e-mailen som navn@eksempel.dk."},
        **options,
    )


def _telefon():
    return TelefonField().formfield(
        label="Telefon",
        required=False,
        validators=TelefonField.default_validators,
        widget=forms.TextInput({"inputmode": "tel"}),
    )


class OmJerForm(PartForm):
    """Who applies. `may_change_contacts` is for those who answer for it."""

    titel = _line(
        "Hvad kalder I projektet?", 100, help_text="Et par ord, som I selv kan kende."
    )
    ansoegertype = forms.ChoiceField(
        label="Hvem søger?",
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    navn = _line("Foreningens eller gruppens navn")
    cvr = CVRFormField(
        label="CVR-nummer",
        required=False,
        help_text="Otte cifre. Det står på virk.dk.",
    )
    is_myndig = forms.BooleanField(
        label="Kontaktpersonen er fyldt 18 år", required=False
    )
    vaert = _line(
        "Forening, der modtager pengene for jer",
        help_text="Hvis I har en. Den svarer for pengene og skal have et CVR-nummer.",
    )
    vaert_cvr = CVRFormField(label="Den forenings CVR-nummer", required=False)
    institution = forms.ModelChoiceField(
        Institution.objects.none(),
        label="Institution",
        required=False,
        empty_label="Vælg",
        error_messages={"invalid_choice": "Vælg en institution på listen."},
    )
    partner = _line(
        "Hvem gør I det sammen med?",
        help_text="For eksempel en forening eller en gruppe borgere.",
    )
    kontakt_navn = _line("Navn", 100, validators=[refuse_address])
    kontakt_email = _email(help_text="Er adressen forkert, så ret den her.")
    kontakt_telefon = _telefon()
    kontakt2_navn = _line("Navn", 100, validators=[refuse_address])
    kontakt2_email = _email(
        help_text="Vi sender et link, så vedkommende kan læse og skrive med."
    )
    kontakt2_telefon = _telefon()

    either = [*_NEEDED, "kontakt_navn", "kontakt_email", "kontakt2_navn"]

    def __init__(self, ansoegning, skema, data=None, *, may_change_contacts):
        contacts = {d.rolle: d for d in ansoegning.deltagere.answering()}
        initial = _initial(ansoegning, contacts)
        super().__init__(ansoegning, OM_JER, data, initial=initial)
        self.types = [Ansoegertype(kind) for kind in skema.ansoegertyper]
        self.fields["ansoegertype"].choices = [(t.value, t.label) for t in self.types]
        self.fields["institution"].queryset = Institution.objects.open()
        if len(self.types) == 1:
            self.fields["ansoegertype"].widget = forms.HiddenInput()
            self.initial["ansoegertype"] = self.types[0].value
        if not may_change_contacts:
            for name in [p + field for p in PREFIX.values() for field in _KONTAKT]:
                del self.fields[name]
        self.helper.layout = self._layout()

    @property
    def asked(self):
        """The fields that belong to who applies, as it stands."""
        said = self["ansoegertype"].value()
        return ASKED_OF.get(said, []) if said in self.types else []

    def _layout(self):
        rows = ["version", "titel", "ansoegertype"]
        for name in _FIELDS:
            kinds = [kind.value for kind in self.types if name in ASKED_OF[kind]]
            is_asked = name in self.asked
            rows.append(OnlyIf("ansoegertype", kinds, name, is_asked=is_asked))
        if "kontakt_navn" not in self.fields:
            return Layout(*rows)
        return Layout(
            *rows,
            Fieldset("Kontaktperson", *[f"kontakt_{n}" for n in _KONTAKT]),
            Fieldset("Anden kontaktperson", *[f"kontakt2_{n}" for n in _KONTAKT]),
        )

    @property
    def group_fields(self):
        left_out = set(_FIELDS) - set(self.asked)
        return [name for name in super().group_fields if name not in left_out]

    def label_of(self, name):
        """With whose it is: two have a name."""
        whose = {p: r.label for r, p in PREFIX.items()}
        found = next((p for p in whose if name.startswith(p)), "")
        label = self[name].label
        return f"{whose[found]}: {label.lower()}" if found else label

    def clean(self):
        cleaned = super().clean()
        for name in set(_FIELDS) - set(self.asked):
            cleaned.pop(name, None)
            self._errors.pop(name, None)
        self.refuse_cpr()
        self._judge_contacts(self.cleaned_data)
        return self.cleaned_data

    def _judge_contacts(self, cleaned):
        """Those who take part must be reached; else they are as they were."""
        emails = [cleaned.get(p + "email", "") for p in PREFIX.values()]
        if emails[0] and emails[0].casefold() == emails[1].casefold():
            self.add_error("kontakt2_email", _SAME)
        needs_email = self.ansoegning.indtastet_af_id is None
        if needs_email and "kontakt_email" in cleaned and not emails[0]:
            self.add_error("kontakt_email", "Skriv den e-mail, linket går til.")
        for prefix in PREFIX.values():
            ways = [prefix + "email", prefix + "telefon"]
            is_reached = any(cleaned.get(w) or w in self.errors for w in ways)
            if cleaned.get(prefix + "navn") and not is_reached:
                self.add_error(ways[0], "Skriv en e-mail eller et telefonnummer.")

    @property
    def facts(self):
        """Columns of the application, of what could be read."""
        said = self.cleaned_data
        facts = {name: said[name] for name in OM_JER_FIELDS if name in said}
        if "institution" in self.asked:
            return facts | {n: said[n] for n in ["institution"] if n in said}
        # Who changed their mind is no institution any more.
        return facts | {"institution": None}

    @property
    def kontakter(self):
        """The contacts of which all could be read, by role."""
        return {
            rolle.value: {name: self.cleaned_data[p + name] for name in _KONTAKT}
            for rolle, p in PREFIX.items()
            if all(p + name in self.cleaned_data for name in _KONTAKT)
        }

    @property
    def has_new_questions(self):
        shown = self.data.getlist(SHOWN)
        return any(name not in shown for name in self.asked)


def _initial(ansoegning, contacts):
    initial = {name: getattr(ansoegning, name) for name in OM_JER_FIELDS}
    for rolle in ANSWER_FOR_IT:
        for name in _KONTAKT:
            contact = contacts.get(rolle)
            initial[PREFIX[rolle] + name] = getattr(contact, name) if contact else ""
    return initial | {"institution": ansoegning.institution_id}
