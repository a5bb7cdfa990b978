from uuid import uuid4

from crispy_forms.layout import Layout
from django import forms

from puljer.actions import MOST_BILAG
from puljer.forms.part import PartForm
from puljer.skemaindhold import BILAG
from rudersdal_frivillig.grundlag import documents, uploads


class BilagForm(PartForm):
    """Files beside those that a question asks for."""

    noegle = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    fil = uploads.FilField(
        label="Vælg en fil",
        max_bytes=documents.MAX_BYTES,
        required=False,
        help_text=(
            "PDF, billede, Word, Excel eller tekst. Højst 20 MB hver og "
            f"{MOST_BILAG} filer i hele ansøgningen."
        ),
    )

    either = ("fil",)
    has_new_questions = False

    def __init__(self, ansoegning, data=None, files=None):
        super().__init__(ansoegning, BILAG, data, files)
        rows = ansoegning.bilag.current().filter(spoergsmaal=None)
        uploaded = [bilag.fil for bilag in rows.select_related("fil")]
        self.fields["fil"].widget.uploaded = uploaded
        self.helper.layout = Layout("version", "noegle", "fil")

    @property
    def uploads(self):
        upload = self.cleaned_data.get("fil")
        return [("", upload)] if upload else []

    @property
    def file_fields(self):
        return ["fil"]
