from django.urls import path

from puljer import views

app_name = "puljer"

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
]
