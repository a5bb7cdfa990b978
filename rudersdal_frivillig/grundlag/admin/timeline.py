"""The log of an object as people read it: who did what, and what it was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst

from rudersdal_frivillig.grundlag import log, readable
from rudersdal_frivillig.grundlag.models import Logpost

PAGE_SIZE = 50
# From here on, or over several lines, a text is compared word by word.
LONG = 60

ROLES = {log.SYSTEM: "Systemet", log.BORGER: "En borger"}


@dataclass(frozen=True)
class Change:
    """What happened to a field. `difference` is there where its texts are long."""

    label: str
    before: str = ""
    after: str = ""
    difference: tuple = ()
    is_forgotten: bool = False


@dataclass(frozen=True)
class Entry:
    at: datetime
    sentence: str
    changes: list[Change]

    @property
    def day(self):
        return timezone.localdate(self.at)

    @property
    def labels(self):
        return [change.label for change in self.changes]


class Timeline:
    """Reads the log of the objects that `model_admin` works with."""

    def __init__(self, model_admin):
        self.model = model_admin.model
        self.bestemt = model_admin.bestemt
        self.sentences = model_admin.sentences
        self.roles = ROLES | model_admin.roles
        self.labels = {
            inline.model._meta.model_name: inline.model._meta.verbose_name_plural
            for inline in model_admin.inlines
        }
        own = model_admin.form.base_fields.items()
        self.labels |= {name: field.label for name, field in own if field.label}

    def read(self, post: Logpost) -> Entry:
        """Asks nothing of the database if `hvem` and `vaerdier` were fetched."""
        kept = {vaerdi.felt: vaerdi for vaerdi in post.vaerdier.all()}
        changes = [self._change(felt, kept.get(felt)) for felt in post.felter]
        return Entry(post.skete_den, self._sentence(post, kept.values()), changes)

    def label(self, felt: str) -> str:
        field = readable.field_of(self.model, felt)
        name = field.verbose_name if field else self.labels.get(felt)
        return capfirst(str(name or felt.replace("_", " ")))

    def _change(self, felt, vaerdi):
        label = self.label(felt)
        if vaerdi is None:
            return Change(label, is_forgotten=True)
        field = readable.field_of(self.model, felt)
        before = readable.as_read(field, vaerdi.foer)
        after = readable.as_read(field, vaerdi.efter)
        is_long = max(len(before), len(after)) > LONG or "\n" in before + after
        if before and after and is_long:
            return Change(label, difference=tuple(readable.difference(before, after)))
        return Change(label, before, after)

    def _sentence(self, post, vaerdier):
        return f"{who(post, self.roles)} {self._deed(post.handling, vaerdier)}"

    def _deed(self, handling, vaerdier):
        names = [f"{handling} {vaerdi.efter}" for vaerdi in vaerdier]
        for name in [*names, handling]:
            if name in self.sentences:
                return self.sentences[name]
        # "rettede" wants to know what; "loggede ind" does not.
        is_one_word = " " not in handling
        return f"{handling} {self.bestemt}".strip() if is_one_word else handling


def who(post: Logpost, roles: Mapping[str, str] = ROLES) -> str:
    if post.hvem is None:
        return roles.get(post.rolle, capfirst(post.rolle))
    if post.hvem.navn and post.hvem.funktion:
        return f"{post.hvem.navn} ({post.hvem.funktion})"
    return post.hvem.navn or post.hvem.funktion or str(post.hvem)
