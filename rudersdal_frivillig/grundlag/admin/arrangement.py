from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from rudersdal_frivillig.grundlag import actions
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.models import Arrangement


@admin.register(Arrangement)
class ArrangementAdmin(LoggedAdmin):
    """A place's own events, and a page with who is coming. Others make them."""

    bestemt = "arrangementet"
    sentences = {"aflyste": "aflyste arrangementet"}
    change_form_template = "admin/arrangement_change.html"
    list_display = ["titel", "begynder", "institution", "antal_tilmeldt", "pladser"]
    list_select_related = ["institution"]
    search_fields = ["titel", "institution__navn"]
    ordering = ["-begynder", "-pk"]
    readonly_fields = ["institution", "antal_tilmeldt", "aflyst_den"]
    fields = [
        "titel",
        "institution",
        ("begynder", "slutter"),
        "sted",
        "adgang",
        ("pladser", "antal_tilmeldt"),
        "beskrivelse",
        "aflyst_den",
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        # What was held or called off stays as it was.
        if obj and not obj.is_open:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        actions.save_changes(obj)

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    def get_urls(self):
        view, name = self.admin_site.admin_view, "grundlag_arrangement"
        return [
            path(
                "<int:pk>/deltagere/", view(self.participants), name=f"{name}_deltagere"
            ),
            path("<int:pk>/aflys/", view(self.call_off_view), name=f"{name}_aflys"),
            *super().get_urls(),
        ]

    def participants(self, request, pk):
        """Who is coming, to call or to print, with what can be done to each."""
        arrangement = self._own(request, pk)
        if request.method == "POST":
            self._act_on_one(request, arrangement)
            return HttpResponseRedirect(request.path)
        context = {
            "arrangement": arrangement,
            "tilmeldte": arrangement.tilmeldinger.signed_up(),
            "venter": arrangement.tilmeldinger.waiting(),
        }
        return TemplateResponse(request, "grundlag/arrangement_deltagere.html", context)

    def _act_on_one(self, request, arrangement):
        rows = arrangement.tilmeldinger.going()
        asked = request.POST.get("tilmelding", "")
        pk = asked[:18] if asked.isascii() and asked.isdigit() else 0
        tilmelding = get_object_or_404(rows, pk=pk)
        if "meld_fra" in request.POST:
            self._try(request, actions.cancel, tilmelding)
        else:
            actions.note_told(tilmelding, by=request.user)

    def call_off_view(self, request, pk):
        """Asked for on a page of its own: it cannot be undone, and all are told."""
        arrangement = self._own(request, pk)
        if request.method == "POST":
            self._try(request, actions.call_off, arrangement)
            address = reverse("admin:grundlag_arrangement_deltagere", args=[pk])
            return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": "Vil du aflyse?",
            "opts": self.opts,
            "arrangement": arrangement,
            "coming": arrangement.tilmeldinger.going(),
        }
        return TemplateResponse(request, "admin/arrangement_aflys.html", context)

    def _own(self, request, pk):
        rows = self.get_queryset(request).select_related("institution")
        arrangement = get_object_or_404(rows, pk=pk)
        if not super().has_change_permission(request, arrangement):
            raise PermissionDenied
        return arrangement

    def _try(self, request, action, obj):
        try:
            action(obj, by=request.user)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
