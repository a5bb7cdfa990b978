"""What two editors did to the same, told apart by marks that the form carries.

A change form has marks of how each field and row stood when it was opened. When it is
sent, they tell what this editor changed and what another did meanwhile.
"""

import json
from dataclasses import dataclass, field, replace

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from rudersdal_frivillig.grundlag.admin.inlines import Inline, merge_rows
from rudersdal_frivillig.grundlag.admin.sent import CHOICE, THEIRS, mark, sent

SEEN = "_set"
# Of what is no fault in what was typed.
CODE = "samtidig"


@dataclass
class Seen:
    """How things stood when the form was opened. Not signed: it is no one else's."""

    version: str = ""
    log: int = 0
    fields: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)

    def __str__(self):
        return json.dumps(vars(self), separators=(",", ":"))

    @classmethod
    def read(cls, text):
        """None of it where someone meddled, so that all that differs is a conflict."""
        try:
            seen = cls(**json.loads(text))
            rows = {prefix: dict(marks) for prefix, marks in seen.rows.items()}
            return cls(seen.version, int(seen.log), dict(seen.fields), rows)
        except (
            TypeError,
            ValueError,
            AttributeError,
            OverflowError,
            RecursionError,
        ):
            return cls()


@dataclass(frozen=True)
class Stored:
    """What the database holds now: forms that were not sent, with the version."""

    form: forms.ModelForm
    formsets: list
    version: str
    log: int

    def seen(self):
        return Seen(
            self.version,
            self.log,
            {bound.name: mark(sent(bound)) for bound in self.form},
            {formset.prefix: Inline(formset).marks for formset in self.formsets},
        )


@dataclass
class Conflict:
    """`both` and `taken` are fields that both changed, and only the other; see `rows`.

    `mine` is whether anything would be written; `posts` are the log's entries since.
    """

    both: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    mine: bool = False
    posts: list = field(default_factory=list)


def merge(data, files, seen: Seen, stored: Stored) -> Conflict:
    """Put into `data`, a form that was sent, what only another editor changed.

    Also what this one chose to take over.
    """
    conflict = Conflict(mine=bool(files))
    if seen.version == stored.version:
        # What differs now is this editor's own.
        seen = replace(seen, fields={})
    for bound in stored.form:
        _merge_field(data, bound, seen, conflict)
    for formset in stored.formsets:
        merge_rows(data, formset, seen.rows.get(formset.prefix, {}), conflict)
    return conflict


def _merge_field(data, bound, seen, conflict):
    theirs = sent(bound)
    mine = {name: data.getlist(name) for name in theirs}
    if mark(mine) == mark(theirs):
        return
    was = seen.fields.get(bound.name)
    if data.get(CHOICE + bound.name) == THEIRS or mark(mine) == was:
        for name, values in theirs.items():
            data.setlist(name, values)
        conflict.taken.append(bound)
        return
    conflict.mine = True
    if mark(theirs) != was:
        conflict.both.append(bound)


class Halted:
    """A change form that is shown again instead of saved. `conflict` is why."""

    conflict = None
    model_admin = None

    def clean(self):
        told = "Det er ikke gemt endnu. Se øverst, hvad der er ændret."
        self.add_error(None, ValidationError(told, code=CODE))
        cleaned = super().clean()
        for theirs in self.conflict.both:
            context = {
                "name": CHOICE + theirs.name,
                "now": self.model_admin.described(theirs),
            }
            note = render_to_string("admin/theirs.html", context)
            self.add_error(theirs.name, ValidationError(note, code=CODE))
        return cleaned
