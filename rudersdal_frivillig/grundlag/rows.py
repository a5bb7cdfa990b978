"""Rows of a form that its own buttons add and take away, also without scripts.

`udgifter-tilfoej` adds an empty row to the rows `udgifter`, and `udgifter-fjern` takes
away the row that it names. Such a press judges nothing: what is typed comes back.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django import forms
from django.forms.formsets import (
    DELETION_FIELD_NAME,
    TOTAL_FORM_COUNT,
    BaseFormSet,
)
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.template import Context
from django.template.loader import get_template

from rudersdal_frivillig.grundlag.amounts import format_oere

ADD, REMOVE = "tilfoej", "fjern"


def asks_to_rearrange(data: Mapping[str, Any] | None) -> bool:
    return any(key.endswith((f"-{ADD}", f"-{REMOVE}")) for key in data or ())


class PatientForm(forms.Form):
    """Finds no fault while rows are added or taken away."""

    @property
    def is_rearranged(self) -> bool:
        return asks_to_rearrange(self.data)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_rearranged:
            self._errors = ErrorDict()


class RowForm(PatientForm):
    """One row. Its place among those that are shown is `number`."""

    number: int
    titel: str
    is_removed: bool


class RowsFormSet(BaseFormSet):
    """Made with `formset_factory(…, formset=RowsFormSet, can_delete=True)`.

    A row taken away is still sent, marked and hidden, so that the others keep their
    numbers. A row that was emptied counts as taken away. If `beloeb` names a field of
    amounts, its sum is shown below, after `sum_titel`.
    """

    titel = "Linjer"
    beloeb = ""
    sum_titel = "I alt"
    deletion_widget = forms.HiddenInput

    def __init__(self, data: QueryDict | None = None, *args: Any, **options: Any):
        super().__init__(data, *args, **options)
        if self.is_bound:
            self.data = self._rearranged()

    def _rearranged(self) -> QueryDict:
        data = QueryDict(mutable=True)
        data.update(self.data)
        if f"{self.prefix}-{ADD}" in data:
            total = f"{self.prefix}-{TOTAL_FORM_COUNT}"
            # What is no number, the management form refuses.
            with suppress(KeyError, ValueError):
                data[total] = str(int(str(data[total])) + 1)
        if row := data.get(f"{self.prefix}-{REMOVE}"):
            data[f"{self.prefix}-{row}-{DELETION_FIELD_NAME}"] = "on"
        return data

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs = super().get_form_kwargs(index)
        if index is not None and self.is_bound and self._is_blank(index):
            kwargs |= {"initial": {}, "empty_permitted": True}
        return kwargs

    def _is_blank(self, index: int) -> bool:
        start, mark = f"{self.add_prefix(index)}-", DELETION_FIELD_NAME
        return not any(
            value.strip()
            for key, value in self.data.items()
            if key.startswith(start) and key != start + mark
        )

    def is_valid(self) -> bool:
        return not asks_to_rearrange(self.data) and super().is_valid()

    @property
    def rows(self) -> Iterator[RowForm]:
        """All forms, each with its `number` among those shown, and `is_removed`."""
        number = 0
        for form in self.forms:
            form.is_removed = form[DELETION_FIELD_NAME].value() == "on"
            number += not form.is_removed
            form.number, form.titel = number, self.titel
            yield form

    @property
    def shown(self) -> list[RowForm]:
        return [row for row in self.rows if not row.is_removed]

    @property
    def can_add(self) -> bool:
        return len(self.shown) < self.max_num

    @property
    def cleaned_rows(self) -> list[dict[str, Any]]:
        """What is to be stored, of rows that are valid: without the empty ones."""
        return [
            {k: v for k, v in row.cleaned_data.items() if k != DELETION_FIELD_NAME}
            for row in self.shown
            if row.cleaned_data and row.has_changed()
        ]

    @property
    def sum_oere(self) -> int:
        """Over what can be read so far, be it right or not."""
        return sum(self._amount(row) or 0 for row in self.shown)

    def _amount(self, row: RowForm) -> int | None:
        if not self.is_bound:
            return row.get_initial_for_field(row.fields[self.beloeb], self.beloeb)
        row.is_valid()
        return row.cleaned_data.get(self.beloeb)

    @property
    def sum_text(self) -> str:
        """For `autosave.saved`, under the id `{prefix}-sum`."""
        return f"{format_oere(self.sum_oere)} kr."


class FormWithRows(PatientForm):
    """A form with rows in it, `formsets` by name, that are judged together."""

    formsets: dict[str, RowsFormSet]

    def is_valid(self) -> bool:
        # All of them, so that all that is wrong is said at once.
        valid = [formset.is_valid() for formset in self.formsets.values()]
        return super().is_valid() and all(valid)

    @property
    def row_faults(self) -> list[Any]:
        """What is wrong with the rows as a whole, such as too many of them."""
        if self.is_rearranged:
            return []
        return [f for rows in self.formsets.values() for f in rows.non_form_errors()]

    @property
    def faulty_rows(self) -> list[RowForm]:
        rows = [row for formset in self.formsets.values() for row in formset.shown]
        return [row for row in rows if row.errors]


class Rows:
    """Where the rows `name` stand in the layout of a `FormWithRows`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: FormWithRows, context: Context, **kwargs: Any) -> str:
        template = get_template("dkfds/rows.html")
        with context.update({"formset": form.formsets[self.name]}):
            return template.render({str(k): v for k, v in context.flatten().items()})
