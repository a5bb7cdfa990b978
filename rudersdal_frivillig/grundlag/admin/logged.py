"""The base of our admin classes: what is done here goes into the one log."""

import re

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from rudersdal_frivillig.grundlag import log, paging, readable
from rudersdal_frivillig.grundlag.admin.editors import TwoEditors
from rudersdal_frivillig.grundlag.admin.exported import ExportedAdmin
from rudersdal_frivillig.grundlag.admin.timeline import PAGE_SIZE, Timeline
from rudersdal_frivillig.grundlag.models import Logpost
from rudersdal_frivillig.grundlag.plaintext import (
    PlainLineField,
    PlainLinesField,
    PlainListField,
    PlainTextField,
)


class PlainTexts:
    """What is pasted is made plain; `lines` are fields with one thing on each line."""

    lines = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        # Not in `formfield_overrides`, of which a class may have its own.
        if db_field.name in self.lines and isinstance(db_field, ArrayField):
            kwargs["form_class"] = PlainListField
            kwargs.setdefault("widget", AdminTextareaWidget({"rows": 4}))
        elif db_field.name in self.lines:
            kwargs["form_class"] = PlainLinesField
        elif _is_prose(db_field):
            is_long = isinstance(db_field, models.TextField)
            kwargs["form_class"] = PlainTextField if is_long else PlainLineField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def _is_prose(db_field):
    is_text = isinstance(db_field, (models.CharField, models.TextField))
    has_form = isinstance(
        db_field, (models.EmailField, models.SlugField, models.URLField)
    )
    return is_text and not has_form and not db_field.choices


class LoggedInline(PlainTexts, admin.TabularInline):
    extra = 0


class LoggedStackedInline(PlainTexts, admin.StackedInline):
    """For rows of more fields than a table has room for."""

    extra = 0


class LoggedAdmin(PlainTexts, TwoEditors, ExportedAdmin):
    """Rights are a query: what `visible_to` leaves out does not exist for the user."""

    # The thing as the log calls it, such as "opslaget".
    bestemt = ""
    # Better words for what the log says was done, alone or with the value after it:
    # {"ændrede status Aktiv": "offentliggjorde opslaget"}.
    sentences = {}
    # What those are called here who are not staff, such as {"borger": "Ansøgeren"}.
    roles = {}

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if hasattr(queryset, "visible_to"):
            return queryset.visible_to(request.user)
        return queryset

    def lookup_allowed(self, lookup, value, request):
        """Only what `list_filter` offers.

        Django allows any lookup on the model's own fields, and with `__startswith` a
        hidden one, such as a password's hash, is read letter by letter.
        """
        names = [
            entry.parameter_name
            if isinstance(entry, type)
            else entry[0]
            if isinstance(entry, tuple)
            else entry
            for entry in self.get_list_filter(request)
        ]
        ends = ("", "__exact", "__id__exact", "__isnull", "__isempty")
        return lookup in {name + end for name in names for end in ends}

    def changelist_view(self, request, extra_context=None):
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if not all(re.fullmatch("[0-9]{1,18}", pk) for pk in chosen):
            raise SuspiciousOperation("A row was chosen that has no such number")
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            raise Http404
        if request.method == "POST":
            # A form writes every column; what an action or the night changed meanwhile
            # must not be written back.
            self.lock(obj)
            obj = super().get_object(request, object_id, from_field)
        return obj

    def construct_change_message(self, request, form, formsets, add=False):
        """What `log_addition` and `log_change` get: field to (before, after)."""
        changes = {
            name: (self._before(form, name), form.cleaned_data.get(name))
            for name in form.changed_data
        }
        for formset in formsets or []:
            rows = [
                *(f"tilføjet: {obj}" for obj in formset.new_objects),
                *(
                    _changed(formset, obj, names)
                    for obj, names in formset.changed_objects
                ),
                *(f"slettet: {obj}" for obj in formset.deleted_objects),
            ]
            if rows:
                changes[formset.model._meta.model_name] = ("", "\n".join(rows))
        return changes

    def _before(self, form, name):
        value = form.initial.get(name, form.fields[name].initial)
        value = value() if callable(value) else value
        queryset = getattr(form.fields[name], "queryset", None)
        if queryset is not None and value and not isinstance(value, list):
            return queryset.model._base_manager.filter(pk=value).first()
        return value

    def log_addition(self, request, obj, message):
        log.write("oprettede", obj, by=request.user, changes=message)

    def log_change(self, request, obj, message):
        if message:
            log.write("rettede", obj, by=request.user, changes=message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            log.write("slettede", obj, by=request.user)

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        logposter = Logpost.objects.about(obj).select_related("hvem")
        paginator = Paginator(logposter.prefetch_related("vaerdier"), PAGE_SIZE)
        number = paging.asked_for(request.GET)
        side = paging.turn_to(number, paginator, "?side={}".format)
        timeline = Timeline(self)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Log: {obj}",
            "opts": self.opts,
            "object": obj,
            "side": side,
            "entries": [timeline.read(post) for post in side.page],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/log.html", context)


def _changed(formset, obj, names):
    """What an inline changed in a row, with what stood in each field before."""
    form = next(form for form in formset.initial_forms if form.instance == obj)
    changes = []
    for name in names:
        field = readable.field_of(type(obj), name)
        before, after = (
            readable.as_read(field, log.as_text(value)) or "(tom)"
            for value in (form.initial.get(name), getattr(obj, name))
        )
        changes.append(f"{form[name].label} fra {before} til {after}")
    return f"rettet: {obj} ({', '.join(changes)})"


class ReadOnly:
    """For what only the portal itself writes."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
