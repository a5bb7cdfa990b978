from django.urls import path

from puljer import views

app_name = "puljer"

_ONE = "ansoegning/<uuid:noegle>/"

urlpatterns = [
    path("tilskud/", views.pulje_list, name="pulje_list"),
    path("tilskud/<slug:slug>/", views.pulje_detail, name="pulje_detail"),
    path(
        "tilskud/<slug:slug>/spoergsmaal/",
        views.pulje_spoergsmaal,
        name="pulje_spoergsmaal",
    ),
    path(
        "tilskud/<slug:slug>/kan-i-soege/",
        views.pulje_kan_i_soege,
        name="pulje_kan_i_soege",
    ),
    path("tilskud/<slug:slug>/frist.ics", views.pulje_calendar, name="pulje_calendar"),
    path(
        "tilskud/<slug:slug>/soeg/", views.ansoegning_create, name="ansoegning_create"
    ),
    path("ansoegning/", views.ansoegning_find, name="ansoegning_find"),
    path(_ONE, views.ansoegning_detail, name="ansoegning_detail"),
    path(f"{_ONE}del/<slug:part>/", views.ansoegning_part, name="ansoegning_part"),
    path(f"{_ONE}deltagere/", views.deltager_list, name="deltager_list"),
    path(f"{_ONE}overtag/", views.ansoegning_take_over, name="ansoegning_take_over"),
    path(f"{_ONE}fil/<int:pk>/", views.bilag_download, name="bilag_download"),
    path(f"{_ONE}send/", views.ansoegning_send, name="ansoegning_send"),
    path(f"{_ONE}kvittering/", views.ansoegning_receipt, name="ansoegning_receipt"),
    path(
        f"{_ONE}version/<int:nummer>/",
        views.ansoegning_version,
        name="ansoegning_version",
    ),
    path(f"{_ONE}udskriv/", views.ansoegning_print, name="ansoegning_print"),
    path(f"{_ONE}traek/", views.ansoegning_withdraw, name="ansoegning_withdraw"),
    path(f"{_ONE}slet/", views.ansoegning_delete, name="ansoegning_delete"),
    path(f"{_ONE}fortryd/", views.ansoegning_discard, name="ansoegning_discard"),
    path(f"{_ONE}kopi/", views.ansoegning_copy, name="ansoegning_copy"),
    path(f"{_ONE}beskeder/", views.besked_list, name="besked_list"),
    path(f"{_ONE}bekraeft/", views.ansoegning_confirm, name="ansoegning_confirm"),
]
