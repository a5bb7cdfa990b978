"""Addresses of applicants' pages, for tests that only lead there."""

from django.http import HttpResponse
from django.urls import include, path

from rudersdal_frivillig import urls


def page(request, noegle):
    return HttpResponse("")


own = [path("ansoegning/<uuid:noegle>/", page, name="ansoegning_detail")]
urlpatterns = [path("", include((own, "puljer"))), *urls.urlpatterns]
