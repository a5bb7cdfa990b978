from django.urls import path

from opgavebank import views

app_name = "opgavebank"

urlpatterns = [
    path("opgaver/", views.opslag_list, name="opslag_list"),
    path("opgaver/<int:pk>-<slug:slug>/", views.opslag_detail, name="opslag_detail"),
    path(
        "opgaver/<int:pk>-<slug:slug>/skriv/",
        views.henvendelse_create,
        name="henvendelse_create",
    ),
    path(
        "henvendelser/<uuid:noegle>/",
        views.henvendelse_receipt,
        name="henvendelse_receipt",
    ),
    path(
        "henvendelser/foelg/<int:pk>/",
        views.henvendelse_follow,
        name="henvendelse_follow",
    ),
    path(
        "henvendelser/foelg/<int:pk>/traek-tilbage/",
        views.henvendelse_withdraw,
        name="henvendelse_withdraw",
    ),
    path("institutioner/", views.to_list),
    path("fagomraader/", views.to_list),
    path(
        "institutioner/<slug:slug>/",
        views.institution_detail,
        name="institution_detail",
    ),
    path("fagomraader/<slug:slug>/", views.fagomraade_detail, name="fagomraade_detail"),
    path("opgaver/<int:pk>/billede/", views.opslag_picture, name="opslag_picture"),
]
