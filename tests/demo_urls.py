"""The addresses of a demo. `rudersdal_frivillig.urls` reads DEMO once, at import."""

from django.urls import path

from rudersdal_frivillig import urls, views

urlpatterns = [
    *urls.urlpatterns,
    path("postkasse/", views.postkasse, name="postkasse"),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
