from django import forms
from django.forms.models import BaseInlineFormSet

from puljer.choices import MAY_DECIDE
from puljer.models import Kriterium, Spoergsmaal
from rudersdal_frivillig.grundlag.amounts import BeloebField
from rudersdal_frivillig.grundlag.models import Retstekst
from rudersdal_frivillig.grundlag.plaintext import PlainTextField


class PuljeForm(forms.ModelForm):
    timesats_oere = BeloebField(
        label="Værdi af en frivillig time",
        required=False,
        empty=0,
        help_text="I kroner. Tæller som egenandel. 0, når timer ikke tæller med.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "vilkaar" in self.fields:  # Who may only read the pool has none.
            texts = Retstekst.objects.in_use().values_list("noegle", "titel")
            self.fields["vilkaar"] = forms.ChoiceField(
                choices=[("", "Ikke valgt"), *texts],
                required=False,
                label="Vilkår",
                help_text="Den retstekst, som ansøgeren siger ja til.",
            )


class SpoergsmaalForm(forms.ModelForm):
    """A question. What it depends on is judged as it was sent with it."""

    # The other forms that were sent, by the key of their question. See the formset.
    siblings = {}
    gone_kriterier = frozenset()

    def __init__(self, *args, pulje, **kwargs):
        super().__init__(*args, **kwargs)
        if "vis_hvis" not in self.fields:  # Who may only read the question.
            return
        may = Spoergsmaal.objects.filter(pulje=pulje.pk, slags__in=MAY_DECIDE)
        self.fields["vis_hvis"].queryset = may.exclude(pk=self.instance.pk)
        self.fields["vis_hvis"].error_messages["invalid_choice"] = (
            "Vælg et andet spørgsmål i puljen, hvor man vælger mellem svar."
        )
        own = Kriterium.objects.filter(pulje=pulje.pk)
        self.fields["kriterium"].queryset = own

    def clean(self):
        cleaned = super().clean()
        kriterium = cleaned.get("kriterium")
        if kriterium and kriterium.pk in self.gone_kriterier:
            self.add_error("kriterium", "Det kriterium er du ved at slette.")
        other = cleaned.get("vis_hvis")
        if other and (form := self.siblings.get(other.pk)):
            # Asking for its errors reads what was sent into its question.
            is_gone = not form.errors and form.cleaned_data.get("DELETE")
            cleaned["vis_hvis"] = form.instance
            if is_gone:
                self.add_error("vis_hvis", "Det spørgsmål er du ved at slette.")
        return cleaned


class SpoergsmaalFormSet(BaseInlineFormSet):
    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"pulje": self.instance}

    def full_clean(self):
        siblings = {form.instance.pk: form for form in self.initial_forms}
        gone = self._gone_kriterier() if self.is_bound else frozenset()
        for form in self.forms:
            form.siblings, form.gone_kriterier = siblings, gone
        super().full_clean()

    def _gone_kriterier(self):
        """Keys of the criteria that the same page deletes."""
        kriterier = self.instance.kriterier.values_list("pk", flat=True)
        by_place = {
            self.data.get(f"kriterier-{place}-id"): f"kriterier-{place}-DELETE"
            for place in range(len(kriterier))
        }
        return frozenset(pk for pk in kriterier if self.data.get(by_place.get(str(pk))))

    def save(self, commit=True):
        # A condition goes before the question it is on: the database wants it whole.
        gone = [form.instance.pk for form in self.deleted_forms if form.instance.pk]
        depending = Spoergsmaal.objects.filter(vis_hvis__in=gone)
        depending.update(vis_hvis=None, vis_hvis_svar="")
        return super().save(commit)


class SendBackForm(forms.Form):
    because = PlainTextField(
        label="Hvad skal ændres?",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Skriv, hvad der skal ændres."},
    )
