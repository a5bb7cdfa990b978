"""Every list can be taken home as a file, just as it stands on the page."""

from datetime import date, datetime
from decimal import Decimal

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    IS_FACETS_VAR,
    IS_POPUP_VAR,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
    TO_FIELD_VAR,
)
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import FileResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from rudersdal_frivillig.grundlag import log
from rudersdal_frivillig.grundlag.slugs import danish_slug
from rudersdal_frivillig.grundlag.spreadsheets.write import as_csv, as_xlsx

CHUNK = 2_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What says which part of the list is shown, not which rows belong to it.
NOT_FILTERS = {ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, PAGE_VAR, TO_FIELD_VAR}


class ExportedAdmin(admin.ModelAdmin):
    """Its list has a button that hands out what `get_queryset` gives the user."""

    change_list_template = "admin/exported_list.html"
    # Columns of the file, named as in `list_display`; the list's own if left out. Never
    # a password's hash, a key or what may hold a link.
    export_fields: list[str] | None = None

    def get_export_fields(self, request):
        return self.export_fields or list(self.get_list_display(request))

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("hent/", view, name=name), *super().get_urls()]

    # A GET would do for the file, but that someone took it home is written down.
    @method_decorator(require_POST)
    def export_view(self, request):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        request.GET = request.GET.copy()
        for name in NOT_FILTERS & {*request.GET}:
            del request.GET[name]
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"../?{ERROR_FLAG}=1")
        names = self.get_export_fields(request)
        queryset = self._with_related(changelist.queryset, names)
        is_xlsx = request.POST.get("format") == "xlsx"
        self._log_export(request, changelist, "XLSX" if is_xlsx else "CSV")
        return self._respond(self._rows(queryset, names), is_xlsx)

    def _with_related(self, queryset, names):
        """One query for the rows and those that their columns name."""
        related = [name for name in names if _is_foreign_key(self.model, name)]
        return queryset.select_related(*related) if related else queryset

    def _rows(self, queryset, names):
        yield [capfirst(str(label_for_field(name, self.model, self))) for name in names]
        for obj in queryset.iterator(chunk_size=CHUNK):
            yield [_as_cell(*lookup_field(name, obj, self)) for name in names]

    def _respond(self, rows, is_xlsx):
        title = capfirst(self.opts.verbose_name_plural)
        name = f"{danish_slug(title)}-{timezone.localdate()}"
        if is_xlsx:
            response = FileResponse(as_xlsx(rows, title), content_type=XLSX)
            name = f"{name}.xlsx"
        else:
            csv = "text/csv; charset=utf-8"
            response = StreamingHttpResponse(as_csv(rows), content_type=csv)
            name = f"{name}.csv"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def _log_export(self, request, changelist, kind):
        # Not what was sought: it may well be somebody's name.
        own = {ORDER_VAR, SEARCH_VAR}
        filters = [
            f"{name}={value}"
            for name, values in sorted(request.GET.lists())
            if name not in own
            for value in values
        ]
        if changelist.query:
            filters.append("søgning")
        changes = {
            "format": ("", kind),
            "filter": ("", filters),
            "antal rækker": ("", changelist.result_count),
        }
        log.write_about_list("hentede", self.model, by=request.user, changes=changes)


def _is_foreign_key(model, name):
    try:
        return model._meta.get_field(name).many_to_one
    except FieldDoesNotExist:
        return False


def _as_cell(field, attr, value):
    """A value as people write it; numbers and dates stay what they are."""
    labels = dict(getattr(field, "flatchoices", None) or [])
    base = getattr(field, "base_field", None)
    if isinstance(value, (list, tuple)):
        labels = dict(getattr(base, "flatchoices", None) or [])
        return ", ".join(str(labels.get(part, part)) for part in value)
    if value in labels:
        return str(labels[value])
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, (int, float, Decimal, date)):
        return value
    return "" if value is None else str(value).replace("\r\n", "\n")
