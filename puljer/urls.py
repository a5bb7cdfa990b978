from django.urls import URLPattern

app_name = "puljer"
urlpatterns: list[URLPattern] = []
