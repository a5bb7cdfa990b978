"""The demo's addresses, and some where things go wrong."""

from django.db import OperationalError
from django.shortcuts import render
from django.urls import path

from rudersdal_frivillig import views
from tests import demo_urls

handler400 = demo_urls.handler400
handler403 = demo_urls.handler403
handler404 = demo_urls.handler404
handler500 = demo_urls.handler500


def database_away(request):
    raise OperationalError


def too_many_requests(request):
    return render(request, "429.html", status=429)


urlpatterns = [
    *demo_urls.urlpatterns,
    path("fejl/403/", views.permission_denied, name="fejl_403"),
    path("fejl/500/", views.server_error, name="fejl_500"),
    path("fejl/vedligehold/", views.maintenance, name="fejl_vedligehold"),
    path("fejl/429/", too_many_requests, name="fejl_429"),
    path("fejl/csrf/", views.csrf_failure, name="fejl_csrf"),
    path("fejl/503/", database_away, name="fejl_503"),
]
