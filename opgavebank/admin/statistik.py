"""The statistics: on the screen, on paper and as a file. No person is in them."""

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from opgavebank.statistik.side import Side
from opgavebank.statistik.udsnit import Udsnit
from rudersdal_frivillig.grundlag.spreadsheets.write import as_csv

MAY_READ = "opgavebank.view_statistik"


class Statistiksider:
    """For `OpslagAdmin`."""

    def get_urls(self):
        pages = {
            "statistik": ("statistik/", self.statistik),
            "statistik_udskrift": ("statistik/udskrift/", self.statistik_print),
            "statistik_csv": ("statistik/hent/", self.statistik_csv),
        }
        own = [
            path(
                where,
                self.admin_site.admin_view(require_safe(view)),
                name=f"opgavebank_{name}",
            )
            for name, (where, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def statistik(self, request):
        udsnit = _udsnit(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "Statistik",
            "udsnit": udsnit,
            "side": Side(udsnit, is_guarded=not udsnit.is_exact),
        }
        template = "admin/opgavebank/opslag/statistik.html"
        return TemplateResponse(request, template, context)

    def statistik_print(self, request):
        """For a committee."""
        udsnit = _udsnit(request)
        context = {"udsnit": udsnit, "side": Side(udsnit, is_guarded=True)}
        return TemplateResponse(request, "opgavebank/statistik_print.html", context)

    def statistik_csv(self, request):
        udsnit = _udsnit(request)
        side = Side(udsnit, is_guarded=not udsnit.is_exact)
        csv = "text/csv; charset=utf-8"
        response = StreamingHttpResponse(as_csv(side.file()), content_type=csv)
        name = f"statistik-{timezone.localdate()}.csv"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response


def _udsnit(request):
    if not request.user.has_perm(MAY_READ):
        raise PermissionDenied
    return Udsnit(request.user, request.GET)
