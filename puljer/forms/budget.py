from crispy_forms.layout import Layout
from django import forms
from django.forms import formset_factory

from puljer.choices import Budgetslags, Indtaegtsart, Udgiftsart
from puljer.forms.felter import TalField
from puljer.forms.part import CPR, Gruppe, PartForm, field_text
from puljer.models import Budgetlinje
from puljer.skemaindhold import BUDGET
from rudersdal_frivillig.grundlag import sensitive
from rudersdal_frivillig.grundlag.amounts import BeloebField
from rudersdal_frivillig.grundlag.plaintext import PlainLineField
from rudersdal_frivillig.grundlag.rows import (
    FormWithRows,
    RowForm,
    Rows,
    RowsFormSet,
)

MOST_LINES = 30
MOST_HOURS = 100_000


class LinjeForm(RowForm):
    tekst = PlainLineField(label="Hvad", max_length=120, required=False)
    art = forms.ChoiceField(label="Type", required=False)
    beloeb = BeloebField(label="Beløb", required=False, empty=0)

    def clean_tekst(self):
        tekst = self.cleaned_data["tekst"]
        if sensitive.has_cpr(tekst):
            raise forms.ValidationError(CPR)
        return tekst

    @property
    def linje(self):
        """The line as far as it can be read, not saved."""
        said = self.cleaned_data
        return Budgetlinje(
            slags=self.slags,
            tekst=said.get("tekst") or "",
            art=said.get("art") or self.fields["art"].initial,
            beloeb_oere=said.get("beloeb") or 0,
        )


class UdgiftForm(LinjeForm):
    slags = Budgetslags.UDGIFT
    art = forms.ChoiceField(
        label="Type",
        choices=Udgiftsart.choices,
        initial=Udgiftsart.ANDET,
        required=False,
    )
    field_order = ["tekst", "art", "beloeb"]


class IndtaegtForm(LinjeForm):
    slags = Budgetslags.INDTAEGT
    art = forms.ChoiceField(
        label="Hvor fra",
        choices=Indtaegtsart.choices,
        initial=Indtaegtsart.EGEN,
        required=False,
    )
    field_order = ["tekst", "art", "beloeb"]


class Linjer(RowsFormSet):
    beloeb = "beloeb"

    @property
    def linjer(self):
        """Of every row that is neither empty nor taken away."""
        return [
            row.linje
            for row in self.shown
            if not self._is_blank(self.forms.index(row)) and row.is_bound
        ]

    def _is_blank(self, index):
        # What sort it is has been chosen beforehand, so it alone says nothing.
        start = self.add_prefix(index)
        said = [self.data.get(f"{start}-{name}", "") for name in ("tekst", "beloeb")]
        return not any(text.strip() for text in said)


class Udgifter(Linjer):
    titel, sum_titel = "Udgifter", "Udgifter i alt"


class Indtaegter(Linjer):
    titel, sum_titel = "Indtægter", "Indtægter i alt"


def _rows(form, formset):
    return formset_factory(
        form,
        formset=formset,
        extra=0,
        max_num=MOST_LINES,
        absolute_max=10 * MOST_LINES,
        validate_max=True,
        can_delete=True,
    )


_FORMSETS = {
    "udgifter": (_rows(UdgiftForm, Udgifter), Budgetslags.UDGIFT),
    "indtaegter": (_rows(IndtaegtForm, Indtaegter), Budgetslags.INDTAEGT),
}


class BudgetForm(PartForm, FormWithRows):
    """What it costs and where the money comes from. Sums are the server's."""

    timer = TalField(
        label="Frivillige timer",
        required=False,
        help_text="Hvor mange timer I selv lægger i det tilsammen.",
    )

    has_new_questions = False

    def __init__(self, ansoegning, skema, data=None):
        initial = {"timer": ansoegning.frivilligtimer or None}
        super().__init__(ansoegning, BUDGET, data, initial=initial)
        lines = list(ansoegning.budgetlinjer.all())
        self.formsets = {
            name: cls(data, initial=_initial(lines, slags), prefix=name)
            for name, (cls, slags) in _FORMSETS.items()
        }
        if not skema.timesats_oere:
            del self.fields["timer"]
        hours = ["timer"] if skema.timesats_oere else []
        self.helper.layout = Layout(
            "version", Rows("udgifter"), Rows("indtaegter"), *hours
        )

    def clean_timer(self):
        timer = self.cleaned_data["timer"]
        if timer and timer > MOST_HOURS:
            raise forms.ValidationError("Tallet er for stort.")
        return timer

    @property
    def is_whole(self):
        """Whether the rows came as they were sent, and are not too many."""
        return (
            self.is_bound
            and not self.row_faults
            and all(rows.management_form.is_valid() for rows in self.formsets.values())
        )

    @property
    def linjer(self):
        return [linje for rows in self.formsets.values() for linje in rows.linjer]

    @property
    def timer_talt(self):
        if "timer" not in self.fields or "timer" in self.errors:
            return self.ansoegning.frivilligtimer
        return self.cleaned_data["timer"] or 0

    @property
    def groups(self):
        data = self.as_data()
        rows = [
            Gruppe(name, formset.titel, "\n".join(_texts(formset, data)))
            for name, formset in self.formsets.items()
        ]
        return [*rows, *super().groups]

    def as_data(self):
        data = super().as_data()
        if self.is_bound:
            return data
        for formset in self.formsets.values():
            for form in [formset.management_form, *formset.forms]:
                data.update(_data_of(form))
        return data

    def keys(self, group, data):
        if group in self.formsets:
            return [key for key in data if key.startswith(f"{group}-")]
        return super().keys(group, data)


def _texts(formset, data):
    """Each row in a line, without those that are empty or taken away."""
    for row in formset.forms:
        said = [field_text(row, name, data) for name in ("tekst", "art", "beloeb")]
        if (said[0] or said[2]) and not data.get(row.add_prefix("DELETE")):
            yield " · ".join(filter(None, said))


def _data_of(form):
    values = {name: form[name].value() for name in form.fields}
    return {
        form.add_prefix(name): "" if value is None else str(value)
        for name, value in values.items()
    }


def _initial(lines, slags):
    """Those that are saved, and an empty one where there is none."""
    rows = [
        {"tekst": line.tekst, "art": line.art, "beloeb": line.beloeb_oere or None}
        for line in lines
        if line.slags == slags
    ]
    return rows or [{}]
