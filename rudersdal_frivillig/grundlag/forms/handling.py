from django import forms

from rudersdal_frivillig.grundlag.idempotency import OnceForm


class HandlingForm(OnceForm):
    """One thing that is done to `obj`; `laest` is the last post of its log."""

    handling = forms.CharField(widget=forms.HiddenInput)
    laest = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, obj=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.obj = obj

    @property
    def words(self):
        return self.cleaned_data.get("tekst", "")
