"""A file in a form: what is there already, and what static/js/upload.js is answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.template.defaultfilters import filesizeformat

from rudersdal_frivillig.grundlag.models import Fil


class FilInput(forms.FileInput):
    """`uploaded` is what the form has got already, with a button to remove each."""

    template_name = "dkfds/file.html"
    uploaded: Sequence[Fil] = ()

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["uploaded"] = self.uploaded
        return context


class FilField(forms.FileField):
    """A file of at most `max_bytes`. What is in it is for grundlag.files to judge."""

    widget = FilInput
    default_error_messages = {
        "required": "Vælg en fil.",
        "empty": "Filen er tom. Vælg en anden.",
        "max_length": "Filens navn er for langt. Giv den et kortere navn.",
    }

    def __init__(self, *, max_bytes: int, **options: Any) -> None:
        super().__init__(**{"max_length": 200} | options)
        self.max_bytes = max_bytes
        # A phone is told before it has sent it all.
        self.widget.attrs["data-max-bytes"] = max_bytes
        self.widget.attrs["data-too-big"] = self._too_big()

    def _too_big(self) -> str:
        most = filesizeformat(self.max_bytes)
        return f"Filen fylder for meget. Den må højst fylde {most}."

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        if upload and upload.size > self.max_bytes:
            raise forms.ValidationError(self._too_big(), code="too_big")
        return upload


def is_scripted(request: HttpRequest) -> bool:
    return request.headers.get("X-Upload") == "1"


def taken(address: str) -> JsonResponse:
    """The file is kept; the browser goes on to `address`."""
    return JsonResponse({"videre": address})


def not_taken(why: str) -> JsonResponse:
    """Nothing of the form was kept, and the page stays as it is."""
    return JsonResponse({"fejl": why})
