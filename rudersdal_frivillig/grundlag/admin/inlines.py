"""Rows inside a change form, which another editor may have added or changed."""

from dataclasses import dataclass

from rudersdal_frivillig.grundlag.admin.sent import CHOICE, THEIRS, mark, sent


@dataclass(frozen=True)
class RowConflict:
    """`what` happened to `row`, a `kind`. With a `name`, the editor may choose."""

    kind: str
    what: str
    row: object = None
    name: str = ""


class Inline:
    """A formset that was not sent, its rows by key as a browser would send them."""

    def __init__(self, formset):
        self.prefix = formset.prefix
        self.key = formset.model._meta.pk.name
        self.kind = formset.model._meta.verbose_name
        hidden = {self.key, formset.fk.name, "DELETE"}
        self.forms = {str(form.instance.pk): form for form in formset.initial_forms}
        self.rows = {pk: _row(form, hidden) for pk, form in self.forms.items()}
        self.empty = _row(formset.empty_form, hidden)
        self.marks = {pk: mark(row) for pk, row in self.rows.items()}

    def posted(self, data):
        """Each row sent, as (place, key, values, whether it is to be deleted)."""
        try:
            total = min(int(data[f"{self.prefix}-TOTAL_FORMS"]), 1000)
        except (KeyError, ValueError):
            return None
        return [self._posted(data, place) for place in range(total)]

    def _posted(self, data, place):
        start = f"{self.prefix}-{place}-"
        row = {name: data.getlist(start + name) for name in self.empty}
        deleted = bool(data.get(f"{start}DELETE"))
        return place, data.get(start + self.key, ""), row, deleted

    def write(self, data, rows, new):
        """Let `data` hold these rows: (key, values, deleted), and what is new."""
        start = f"{self.prefix}-"
        for name in [
            n for n in data if n.startswith(start) and n[len(start) :][:1].isdigit()
        ]:
            del data[name]
        data[f"{start}INITIAL_FORMS"] = str(len(rows))
        data[f"{start}TOTAL_FORMS"] = str(len(rows) + len(new))
        for place, (key, row, deleted) in enumerate(rows + new):
            data[f"{start}{place}-{self.key}"] = key
            for name, values in row.items():
                data.setlist(f"{start}{place}-{name}", values)
            if deleted:
                data[f"{start}{place}-DELETE"] = "on"


def _row(form, hidden):
    row = {}
    for bound in form:
        if bound.name not in hidden:
            row |= sent(bound)
    return {name[len(form.prefix) + 1 :]: values for name, values in row.items()}


def merge_rows(data, formset, seen, conflict):
    """Bring the rows sent in line with those stored, and note where both changed.

    `seen` has the marks of the rows when the form was opened.
    """
    inline = Inline(formset)
    posted = inline.posted(data)
    if posted is None:
        return
    mine = {key: (row, deleted) for _, key, row, deleted in posted if key}
    rows = [
        _merged(data, inline, key, mine.get(key), seen, conflict) for key in inline.rows
    ]
    new = [
        row
        for place, key, row, deleted in posted
        if not key
        and data.get(f"{CHOICE}{inline.prefix}-ny-{place}") != THEIRS
        and not _was_saved(inline, row, seen)
        for row in [("", row, deleted)]
    ]
    conflict.mine |= any(mark(row) != mark(inline.empty) for _, row, _ in new)
    new += _kept_though_deleted(inline, mine, seen, len(rows) + len(new), conflict)
    inline.write(data, rows, new)


def _merged(data, inline, key, mine, seen, conflict):
    theirs, was = inline.rows[key], seen.get(key)
    now = inline.marks[key]
    if mine is None:
        conflict.rows.append(
            RowConflict(inline.kind, "tilføjet af den anden", inline.forms[key])
        )
        return key, theirs, False
    row, deleted = mine
    if mark(row) == now and (not deleted or now == was):
        conflict.mine |= deleted
        return key, row, deleted
    name = f"{CHOICE}{inline.prefix}-{key}"
    if data.get(name) == THEIRS or (mark(row) == was and not deleted):
        if now != was:
            conflict.rows.append(
                RowConflict(inline.kind, "rettet af den anden", inline.forms[key])
            )
        return key, theirs, False
    conflict.mine = True
    if now != was:
        mine = ", og du vil slette den" if deleted else " og af dig"
        what = f"rettet af den anden{mine}"
        conflict.rows.append(RowConflict(inline.kind, what, inline.forms[key], name))
    return key, row, deleted


def _was_saved(inline, row, seen):
    """Whether a new row is in the database, since the button was pressed twice."""
    added = [now for key, now in inline.marks.items() if key not in seen]
    return mark(row) in added


def _kept_though_deleted(inline, mine, seen, place, conflict):
    """Rows that another deleted and this editor had changed, to be added again."""
    kept = []
    for key, (row, deleted) in mine.items():
        if key in inline.rows or deleted:
            continue
        if mark(row) == seen.get(key):
            conflict.rows.append(RowConflict(inline.kind, "slettet af den anden"))
            continue
        conflict.mine = True
        name = f"{CHOICE}{inline.prefix}-ny-{place + len(kept)}"
        what = "slettet af den anden, men rettet af dig"
        conflict.rows.append(RowConflict(inline.kind, what, None, name))
        kept.append(("", row, False))
    return kept
