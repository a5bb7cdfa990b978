from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from rudersdal_frivillig.grundlag import actions, registry
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin
from rudersdal_frivillig.grundlag.forms import ApproveForm
from rudersdal_frivillig.grundlag.models import GuideSvar, Retstekst


@admin.register(Retstekst)
class RetstekstAdmin(LoggedAdmin):
    """Saving makes a new version; approving is a page of its own."""

    bestemt = "retsteksten"
    sentences = {"skrev ny version": "skrev en ny version"}
    list_display = ["titel", "version", "status", "gennemses_den", "shown_on"]
    list_filter = [("godkendt_den", admin.EmptyFieldListFilter), "noegle"]
    search_fields = ["titel", "noegle", "tekst"]
    fields = ["noegle", "titel", "tekst", "kilde", "skal_godkendes", "status"]
    actions = ["approve"]

    def get_readonly_fields(self, request, obj=None):
        if obj:
            return ["status", "noegle", "skal_godkendes"]
        may_approve = self.has_approve_permission(request)
        return ["status", *([] if may_approve else ["skal_godkendes"])]

    def get_queryset(self, request):
        shown = GuideSvar.objects.active().filter(retstekst=OuterRef("noegle"))
        return super().get_queryset(request).annotate(is_in_guide=Exists(shown))

    def has_delete_permission(self, request, obj=None):
        return False

    def has_approve_permission(self, request):
        return request.user.has_perm("grundlag.approve_retstekst")

    @admin.display(description="vises på")
    def shown_on(self, retstekst):
        places = [registry.retstekster.get(retstekst.noegle, "")]
        if retstekst.is_in_guide:
            places.append("guiden")
        return ", ".join(filter(None, places))

    def lock(self, obj):
        list(Retstekst.objects.filter(noegle=obj.noegle).select_for_update())

    def current(self, obj):
        return Retstekst.objects.filter(noegle=obj.noegle).latest("version")

    def save_model(self, request, obj, form, change):
        actions.revise(obj, by=request.user)

    def response_change(self, request, obj):
        if "_continue" in request.POST:
            # The page is the old version's; what was saved is a new one.
            self.message_user(request, f"{obj} er gemt.", messages.SUCCESS)
            return redirect("admin:grundlag_retstekst_change", obj.pk)
        return super().response_change(request, obj)

    def log_addition(self, request, obj, message):
        """`revise` has logged it."""

    log_change = log_addition

    @admin.action(
        description="Godkend versionen",
        permissions=["approve"],
        location=ActionLocation.CHANGE_FORM,
    )
    def approve(self, request, queryset):
        return redirect("admin:grundlag_retstekst_approve", queryset.get().pk)

    def get_urls(self):
        view = self.admin_site.admin_view(self.approve_view)
        name = "grundlag_retstekst_approve"
        return [path("<int:pk>/godkend/", view, name=name), *super().get_urls()]

    def approve_view(self, request, pk):
        if not self.has_approve_permission(request):
            raise PermissionDenied
        retstekst = get_object_or_404(self.get_queryset(request), pk=pk)
        form = ApproveForm(request.POST or None)
        if form.is_valid():
            try:
                actions.approve(retstekst, **form.cleaned_data, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(
                    request, f"{retstekst} er godkendt.", messages.SUCCESS
                )
                return redirect(reverse("admin:grundlag_retstekst_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Godkend {retstekst}",
            "opts": self.opts,
            "retstekst": retstekst,
            "form": form,
        }
        return TemplateResponse(request, "admin/approve_retstekst.html", context)
