"""Documents on their way to the records system: taken home, and marked as filed."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from puljer import actions, journalpakke, sagsliste
from puljer.admin.ansoegning import PuljeFilter, narrowed
from puljer.models import Journaldokument
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly
from rudersdal_frivillig.grundlag.plaintext import PlainLineField

LIST = "admin:puljer_journaldokument_changelist"
# So many numbers can be typed in on one page.
MOST = journalpakke.MOST


class JournalFilter(admin.SimpleListFilter):
    title = "journaliseret"
    parameter_name = "journal"

    def lookups(self, request, model_admin):
        days = sagsliste.FILED_WITHIN
        return [
            ("nej", "Ikke journaliseret"),
            ("laenge", f"Ikke efter {days} hverdage"),
            ("ja", "Journaliseret"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "nej":
                return queryset.filter(journaliseret_den=None)
            case "laenge":
                overdue = sagsliste.overdue_documents(request.user)
                return queryset.filter(pk__in=overdue.values("pk"))
            case "ja":
                return queryset.exclude(journaliseret_den=None)
        return queryset


class DokumentPuljeFilter(PuljeFilter):
    def queryset(self, request, queryset):
        return narrowed(queryset, "ansoegning__runde__pulje", self.value())


class NumreForm(forms.Form):
    """Of each document its number in the records system, if it has got one."""

    def __init__(self, *args, dokumenter, **kwargs):
        super().__init__(*args, **kwargs)
        longest = Journaldokument._meta.get_field("dokumentnummer").max_length
        for dokument in dokumenter:
            self.fields[f"nummer_{dokument.pk}"] = PlainLineField(
                label=f"{dokument.titel}: nummer i ESDH",
                max_length=longest,
                required=False,
            )

    def number_of(self, dokument):
        return self.cleaned_data[f"nummer_{dokument.pk}"]


@admin.register(Journaldokument)
class JournaldokumentAdmin(ReadOnly, LoggedAdmin):
    bestemt = "dokumentet"
    change_form_template = "admin/puljer/journaldokument/change_form.html"
    list_display = [
        "titel",
        "sag",
        "pulje",
        "slags",
        "dato",
        "journaliseret_den",
        "dokumentnummer",
    ]
    list_filter = [JournalFilter, DokumentPuljeFilter, "slags"]
    search_fields = ["ansoegning__nummer", "dokumentnummer"]
    show_full_result_count = False
    actions = ["fetch_packages", "mark_filed", "mark_not_filed"]
    fields = [
        "titel",
        "sag",
        "pulje",
        "kle",
        "sagsnummer",
        "slags",
        "dato",
        "journaliseret_den",
        "journaliseret_af",
        "dokumentnummer",
    ]
    export_fields = [
        "titel",
        "nummer",
        "pulje",
        "sagsnummer",
        "slags",
        "dato",
        "journaliseret_den",
        "dokumentnummer",
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("ansoegning__runde__pulje")

    def has_file_permission(self, request):
        return request.user.has_perm("puljer.file_journaldokument")

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {
            "may_file": self.has_file_permission(request),
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="ansøgning", ordering="ansoegning__nummer")
    def sag(self, obj):
        page = reverse("admin:puljer_ansoegning_change", args=[obj.ansoegning_id])
        return format_html('<a href="{}">{}</a>', page, obj.ansoegning)

    @admin.display(description="ansøgning")
    def nummer(self, obj):
        return obj.ansoegning.nummer

    @admin.display(description="pulje", ordering="ansoegning__runde__pulje__navn")
    def pulje(self, obj):
        return obj.ansoegning.pulje.navn

    @admin.display(description="KLE-nummer")
    def kle(self, obj):
        return obj.ansoegning.pulje.kle_nummer

    @admin.display(description="sagsnummer i ESDH")
    def sagsnummer(self, obj):
        return obj.ansoegning.pulje.sagsnummer

    @admin.action(description="Hent journalpakke", permissions=["file"])
    def fetch_packages(self, request, queryset):
        chosen = _chosen(queryset)
        if not chosen:
            self.message_user(request, "Vælg mindst ét dokument.", messages.WARNING)
            return None
        try:
            content = journalpakke.pack(chosen)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
            return None
        actions.note_packed(chosen, by=request.user)
        name = journalpakke.name_of(chosen)
        response = FileResponse(content, as_attachment=True, filename=name)
        response["Cache-Control"] = "private, no-store"
        return response

    @admin.action(description="Markér som journaliseret", permissions=["file"])
    def mark_filed(self, request, queryset):
        """After a page on which the numbers can be written."""
        chosen = _chosen(queryset.filter(journaliseret_den=None))
        if not chosen:
            told = "Det er allerede markeret som journaliseret."
            self.message_user(request, told, messages.WARNING)
            return None
        if self._refuses_many(request, chosen):
            return None
        is_confirmed = "confirmed" in request.POST
        form = NumreForm(request.POST if is_confirmed else None, dokumenter=chosen)
        if form.is_valid():
            return self._file(request, chosen, form)
        context = {
            **self.admin_site.each_context(request),
            "title": "Markér som journaliseret",
            "opts": self.opts,
            "dokumenter": [(one, form[f"nummer_{one.pk}"]) for one in chosen],
            "form": form,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        template = "admin/puljer/journaldokument/mark_filed.html"
        return TemplateResponse(request, template, context)

    def _refuses_many(self, request, chosen):
        if len(chosen) > MOST:
            told = f"Vælg højst {MOST} dokumenter ad gangen."
            self.message_user(request, told, messages.WARNING)
        return len(chosen) > MOST

    def _file(self, request, chosen, form):
        for dokument in chosen:
            number = form.number_of(dokument)
            actions.mark_filed(dokument, by=request.user, dokumentnummer=number)
        said = "dokument er" if len(chosen) == 1 else "dokumenter er"
        told = f"{len(chosen)} {said} markeret som journaliseret."
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(f"{reverse(LIST)}?journal=nej")

    @admin.action(description="Fortryd, at det er journaliseret", permissions=["file"])
    def mark_not_filed(self, request, queryset):
        chosen = _chosen(queryset.exclude(journaliseret_den=None))
        if self._refuses_many(request, chosen):
            return
        for dokument in chosen:
            actions.mark_not_filed(dokument, by=request.user)
        told = f"{len(chosen)} venter igen på at blive journaliseret."
        self.message_user(request, told)


def _chosen(queryset):
    """One more than may be is enough to refuse it."""
    rows = queryset.select_related(*journalpakke.RELATED).order_by("dato", "pk")
    return list(rows[: MOST + 1])
