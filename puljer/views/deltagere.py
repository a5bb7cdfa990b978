"""Who takes part in an application, and the files in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from puljer import actions
from puljer.choices import INVITED
from puljer.forms import InviterForm
from puljer.models import Bilag
from puljer.views.adgang import entered, writer_mark
from puljer.views.hvem import Hvem
from rudersdal_frivillig.grundlag import documents, limits
from rudersdal_frivillig.grundlag.idempotency import OnceForm

# Each is a mail to an address that anyone may have typed.
MOST_INVITED, DAY = 20, 24 * 60 * 60
REMOVE = "fjern"


@entered
def deltager_list(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """All who are in see who else is; those who answer for it decide."""
    if request.method == "POST" and not hvem.may_send:
        raise PermissionDenied
    if REMOVE in request.POST:
        return _remove(request, hvem)
    form = InviterForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect(
                form.perform_once(request.path, lambda: _invite(request, hvem, form))
            )
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "hvem": hvem,
        "ansoegning": hvem.ansoegning,
        "deltagere": hvem.ansoegning.deltagere.active(),
        "invited": INVITED,
        "writer": writer_mark(hvem),
    }
    return render(request, "puljer/deltager_list.html", context)


def _invite(request: HttpRequest, hvem: Hvem, form: InviterForm) -> str:
    whom = f"invitation {hvem.ansoegning.pk}"
    if limits.is_over("deltager", whom, most=MOST_INVITED, seconds=DAY):
        raise limits.TooMany
    said = form.cleaned_data
    deltager = actions.invite(
        hvem.ansoegning, said["email"], form.rolle_valgt, navn=said["navn"]
    )
    messages.success(request, f"{deltager.email} er med og har fået et link.")
    return request.path


def _remove(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    pk = request.POST[REMOVE]
    rows = hvem.ansoegning.deltagere.active()
    deltager = get_object_or_404(rows, pk=int(pk) if pk.isdecimal() else 0)
    try:
        actions.remove(deltager)
        name = deltager.navn or deltager.email
        messages.success(request, f"{name} er ikke med længere. Linket er lukket.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("puljer:deltager_list", hvem.ansoegning.noegle)


@entered
def ansoegning_take_over(request: HttpRequest, hvem: Hvem) -> HttpResponse:
    """For the second contact: asks first, since both are told."""
    deltager = hvem.deltager
    if deltager is None or not deltager.may_send:
        raise PermissionDenied
    address = reverse("puljer:deltager_list", args=[hvem.ansoegning.noegle])
    form = OnceForm(request.POST or None)
    if form.is_valid():

        def perform() -> str:
            actions.take_over(deltager)
            return address

        try:
            return redirect(form.perform_once(request.path, perform))
        except ValidationError as error:
            form.add_error(None, error)
    elif deltager.is_ansvarlig:
        return redirect(address)
    context = {"form": form, "hvem": hvem, "ansoegning": hvem.ansoegning}
    return render(request, "puljer/ansoegning_take_over.html", context)


@entered
def bilag_download(request: HttpRequest, hvem: Hvem, pk: int) -> HttpResponseBase:
    """Also one that was taken out, while a version that was sent holds it."""
    rows = Bilag.objects.select_related("fil")
    bilag = get_object_or_404(rows, ansoegning=hvem.ansoegning, pk=pk)
    return documents.as_attachment(bilag.fil)
