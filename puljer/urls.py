from django.urls import path

from puljer import views

app_name = "puljer"
urlpatterns = [
    path(
        "ansoegning/<uuid:noegle>/send/", views.ansoegning_send, name="ansoegning_send"
    ),
    path(
        "ansoegning/<uuid:noegle>/kvittering/",
        views.ansoegning_receipt,
        name="ansoegning_receipt",
    ),
    path(
        "ansoegning/<uuid:noegle>/version/<int:nummer>/",
        views.ansoegning_version,
        name="ansoegning_version",
    ),
    path(
        "ansoegning/<uuid:noegle>/udskriv/",
        views.ansoegning_print,
        name="ansoegning_print",
    ),
    path(
        "ansoegning/<uuid:noegle>/traek/",
        views.ansoegning_withdraw,
        name="ansoegning_withdraw",
    ),
    path(
        "ansoegning/<uuid:noegle>/slet/",
        views.ansoegning_delete,
        name="ansoegning_delete",
    ),
    path(
        "ansoegning/<uuid:noegle>/fortryd/",
        views.ansoegning_discard,
        name="ansoegning_discard",
    ),
    path(
        "ansoegning/<uuid:noegle>/kopi/", views.ansoegning_copy, name="ansoegning_copy"
    ),
    path("ansoegning/<uuid:noegle>/beskeder/", views.besked_list, name="besked_list"),
    path(
        "ansoegning/<uuid:noegle>/bekraeft/",
        views.ansoegning_confirm,
        name="ansoegning_confirm",
    ),
]
