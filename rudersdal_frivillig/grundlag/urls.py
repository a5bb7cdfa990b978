from django.urls import path

from rudersdal_frivillig.grundlag import views

app_name = "grundlag"

urlpatterns = [
    path("guide/", views.guide_list, name="guide_list"),
    path("guide/skabeloner/<slug:slug>/", views.skabelon, name="skabelon"),
    path(
        "guide/dialogskema/<slug:slug>/",
        views.dialogskema_detail,
        name="dialogskema_detail",
    ),
    path("guide/<slug:slug>/", views.guide_detail, name="guide_detail"),
    path("arrangementer/", views.arrangement_list, name="arrangement_list"),
    path(
        "arrangementer.ics",
        views.arrangement_list_calendar,
        name="arrangement_list_calendar",
    ),
    path(
        "arrangementer/<int:pk>/", views.arrangement_detail, name="arrangement_detail"
    ),
    path(
        "arrangementer/<int:pk>.ics",
        views.arrangement_calendar,
        name="arrangement_calendar",
    ),
    path(
        "arrangementer/<int:pk>/tilmeld/",
        views.tilmelding_create,
        name="tilmelding_create",
    ),
    path(
        "tilmeldinger/<uuid:noegle>/",
        views.tilmelding_detail,
        name="tilmelding_detail",
    ),
    path(
        "tilmeldinger/<int:pk>/meld-fra/",
        views.tilmelding_cancel,
        name="tilmelding_cancel",
    ),
    path("adgang/<str:token>/", views.adgang, name="adgang"),
    path(
        "adgang/<str:token>/nyt-link/",
        views.adgang_send_again,
        name="adgang_send_again",
    ),
    path("knap/<str:token>/", views.knap, name="knap"),
    path("invitation/<int:pk>/", views.invitation, name="invitation"),
    path("invitation/velkommen/", views.invitation_done, name="invitation_done"),
]
