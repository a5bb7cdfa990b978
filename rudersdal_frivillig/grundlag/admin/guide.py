from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Textarea
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, LoggedInline
from rudersdal_frivillig.grundlag.forms import GuideSvarForm
from rudersdal_frivillig.grundlag.models import (
    Dialograekke,
    Dialogskema,
    GuideSvar,
    Institution,
    Maa,
)


@admin.register(GuideSvar)
class GuideSvarAdmin(LoggedAdmin):
    form = GuideSvarForm
    bestemt = "svaret"
    list_display = ["spoergsmaal", "emne", "raekkefoelge", "laesere", "aktiv"]
    list_filter = ["emne", "aktiv"]
    search_fields = ["spoergsmaal", "svar"]
    fields = [
        "spoergsmaal",
        "slug",
        "maalgrupper",
        ("emne", "raekkefoelge"),
        "svar",
        "retstekst",
        "aktiv",
    ]
    formfield_overrides = {
        models.TextField: {"widget": Textarea({"rows": 20, "cols": 80})}
    }

    @admin.display(description="hvem spørger")
    def laesere(self, svar):
        return svar.laesere

    def get_readonly_fields(self, request, obj=None):
        # Other pages lead to the address.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["spoergsmaal"]}

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.aktiv else None


class DialograekkeInline(LoggedInline):
    model = Dialograekke
    fields = ["opgave", "svar", "note", "raekkefoelge"]


@admin.register(Dialogskema)
class DialogskemaAdmin(LoggedAdmin):
    """A leader chooses the place, and fills in the rows that it begins with."""

    bestemt = "dialogskemaet"
    list_display = ["institution", "droeftet", "vises", "aendret_den"]
    list_filter = ["vises"]
    list_select_related = ["institution"]
    search_fields = ["institution__navn"]
    inlines = [DialograekkeInline]

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["institution"]
        return ["institution", "droeftet", "vises"]

    def get_readonly_fields(self, request, obj=None):
        return ["institution"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_changeform_initial_data(self, request):
        """The first of one's own places that has none."""
        initial = super().get_changeform_initial_data(request)
        without = Institution.objects.managed_by(request.user).filter(dialogskema=None)
        return {"institution": without.first()} | initial

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            mine = Institution.objects.managed_by(request.user)
            kwargs["queryset"] = mine.filter(dialogskema=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        managed = Dialogskema.objects.managed_by(request.user)
        return may and (obj is None or managed.filter(pk=obj.pk).exists())

    def has_delete_permission(self, request, obj=None):
        # It goes with its place; else no place that has one could be deleted.
        return request.user.has_perm("grundlag.delete_institution")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            actions.fill_with_standard(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        said = "Her er en liste at begynde med. Ret den, så den passer til jer."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:grundlag_dialogskema_change", args=[obj.pk])
        )

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.vises else None

    def get_urls(self):
        view = self.admin_site.admin_view(self.print_view)
        name = "grundlag_dialogskema_print"
        return [path("<int:pk>/udskriv/", view, name=name), *super().get_urls()]

    def print_view(self, request, pk):
        skema = get_object_or_404(
            self.get_queryset(request).select_related("institution"), pk=pk
        )
        if not self.has_view_permission(request, skema):
            raise PermissionDenied
        context = {"skema": skema, "answers": Maa}
        return TemplateResponse(request, "grundlag/dialogskema_print.html", context)
