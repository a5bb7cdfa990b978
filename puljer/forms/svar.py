from uuid import uuid4

from crispy_forms.layout import Layout
from django import forms

from puljer import indhold
from puljer.choices import Spoergsmaalsslags
from puljer.forms import felter
from puljer.forms.part import SHOWN, OnlyIf, PartForm
from rudersdal_frivillig.grundlag.longtext import count_words

PREFIX = "svar_"


class SvarForm(PartForm):
    """A page of questions. Their fields are called `svar_<key>`."""

    # A file that is sent twice is kept once.
    noegle = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, ansoegning, skema, slug, data=None, files=None):
        self.felter = {PREFIX + f.noegle: f for f in indhold.of_part(skema, slug)}
        initial = {
            name: felter.to_initial(felt, ansoegning.svar.get(felt.noegle, ""))
            for name, felt in self.felter.items()
        }
        super().__init__(ansoegning, slug, data, files, initial=initial)
        self.before = ansoegning.svar
        for name, felt in self.felter.items():
            self.fields[name] = felter.make(felt)
        self._show_files()
        self.helper.layout = Layout("version", "noegle", *map(self._place, self.felter))

    def _show_files(self):
        of_question = {}
        if self.file_fields:
            for bilag in self.ansoegning.bilag.current().select_related("fil"):
                key = f"{PREFIX}{bilag.spoergsmaal}"
                of_question.setdefault(key, []).append(bilag.fil)
        for name in self.file_fields:
            self.fields[name].widget.uploaded = of_question.get(name, [])

    @property
    def either(self):
        return [name for name, felt in self.felter.items() if felt.skal_besvares]

    @property
    def file_fields(self):
        fil = Spoergsmaalsslags.FIL
        return [name for name, felt in self.felter.items() if felt.slags == fil]

    def _place(self, name):
        felt = self.felter[name]
        other = PREFIX + felt.vis_hvis
        # What is decided on another page has been decided already.
        if other not in self.felter:
            return name if felt.is_asked(self.before) else ""
        asked = felt.is_asked(self.posted_svar if self.is_bound else self.before)
        return OnlyIf(other, [felt.vis_hvis_svar], name, is_asked=asked)

    @property
    def posted_svar(self):
        """Enough of the answers to know which questions they make."""
        said = {
            felt.noegle: self.data.getlist(name) for name, felt in self.felter.items()
        }
        return self.before | said

    def clean(self):
        cleaned = super().clean()
        asked = [name for name, felt in self.felter.items() if self._is_asked(felt)]
        for name in self.felter:
            if name not in asked:
                # Its answer stays as it was, whatever was in the hidden field.
                cleaned.pop(name, None)
                self._errors.pop(name, None)
        self.refuse_cpr()
        self.svar = {
            self.felter[name].noegle: felter.to_json(self.felter[name], cleaned[name])
            for name in asked
            if name in cleaned and name not in self.file_fields
        }
        for name in asked:
            self._count(name, cleaned.get(name))
        return self.cleaned_data

    def _is_asked(self, felt):
        return felt.is_asked(self.posted_svar)

    def _count(self, name, text):
        most = self.felter[name].mest_ord
        if most and text and (words := count_words(text)) > most:
            self.add_error(
                name,
                f"Højst {most} ord, I har skrevet {words}. Teksten er gemt, men den "
                "skal kortes af, før I kan sende.",
            )

    @property
    def has_new_questions(self):
        """Whether the answers ask for more than was on the page."""
        shown = self.data.getlist(SHOWN)
        now = self.before | self.svar
        return any(
            felt.is_asked(now) and name not in shown and not now.get(felt.noegle)
            for name, felt in self.felter.items()
            if PREFIX + felt.vis_hvis in self.felter
        )

    @property
    def uploads(self):
        """(key of the question, upload) of each file that came."""
        return [
            (self.felter[name].noegle, self.cleaned_data[name])
            for name in self.file_fields
            if self.cleaned_data.get(name)
        ]
