"""The portal's addresses, and two with which a document comes in and goes out."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path

from rudersdal_frivillig import urls
from rudersdal_frivillig.grundlag import documents
from rudersdal_frivillig.grundlag.models import Fil


def upload(request: HttpRequest) -> HttpResponse:
    try:
        fil = documents.store_document(request.FILES["fil"], by=None)
    except ValidationError as error:
        return JsonResponse({"messages": error.messages}, status=422)
    return JsonResponse({"pk": fil.pk})


def download(request: HttpRequest, pk: int) -> HttpResponse:
    return documents.as_attachment(get_object_or_404(Fil, pk=pk))


urlpatterns = [
    *urls.urlpatterns,
    path("dokument/", upload),
    path("dokument/<int:pk>/", download),
]

handler400 = urls.handler400
handler403 = urls.handler403
handler404 = urls.handler404
handler500 = urls.handler500
