from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from puljer.admin import gennemsyn
from puljer.models import Skema
from rudersdal_frivillig.grundlag.admin.logged import LoggedAdmin, ReadOnly


@admin.register(Skema)
class SkemaAdmin(ReadOnly, LoggedAdmin):
    """What applicants read and were asked, each version as it was."""

    bestemt = "skemaet"
    list_display = [
        "pulje",
        "version",
        "foreslaaet_den",
        "foreslaaet_af",
        "godkendt_den",
        "godkendt_af",
    ]
    list_filter = [
        ("pulje", admin.RelatedOnlyFieldListFilter),
        ("godkendt_den", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["pulje", "foreslaaet_af", "godkendt_af"]
    search_fields = ["pulje__navn"]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        skema = self.get_object(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": str(skema),
            "opts": self.opts,
            "skema": skema,
            "gennemsyn": gennemsyn.of_skema(skema),
        }
        return TemplateResponse(request, "admin/puljer/skema/vis.html", context)
