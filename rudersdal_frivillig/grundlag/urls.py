from django.urls import path

from rudersdal_frivillig.grundlag import views

app_name = "grundlag"

urlpatterns = [
    path("adgang/<str:token>/", views.adgang, name="adgang"),
    path(
        "adgang/<str:token>/nyt-link/",
        views.adgang_send_again,
        name="adgang_send_again",
    ),
    path("invitation/<int:pk>/", views.invitation, name="invitation"),
    path("invitation/velkommen/", views.invitation_done, name="invitation_done"),
]
