"""The addresses of a demo. `rudersdal_frivillig.urls` reads DEMO once, at import."""

from django.urls import include, path

from rudersdal_frivillig import urls

urlpatterns = [
    *urls.urlpatterns,
    path("", include("rudersdal_frivillig.demo.urls")),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
