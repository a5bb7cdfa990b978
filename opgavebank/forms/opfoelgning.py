from django import forms

from opgavebank.choices import JaNej


class BlevTilNogetForm(forms.Form):
    """What came of an enquiry. The second question is optional."""

    blev_til_noget = forms.ChoiceField(
        label="Blev det til noget?",
        choices=JaNej.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg ja eller nej."},
    )
    foerste_gang = forms.ChoiceField(
        label="Er det første gang, du er frivillig hos kommunen?",
        choices=JaNej.choices,
        widget=forms.RadioSelect,
        required=False,
    )
