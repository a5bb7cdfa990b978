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
