from datetime import datetime

from django import forms
from django.utils import timezone

from rudersdal_frivillig.grundlag.idempotency import OnceForm
from rudersdal_frivillig.grundlag.models import Arrangement


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
