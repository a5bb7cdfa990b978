"""Pages that only the demo has."""

from django.urls import path

from rudersdal_frivillig.demo import views

urlpatterns = [
    path("postkasse/", views.postkasse, name="postkasse"),
    path("byggeklodser/", views.byggeklodser, name="byggeklodser"),
    path("byggeklodser/bilag/", views.byggeklodser_bilag, name="byggeklodser_bilag"),
    path(
        "byggeklodser/rigtigt/",
        views.byggeklodser_rigtigt,
        name="byggeklodser_rigtigt",
    ),
]
