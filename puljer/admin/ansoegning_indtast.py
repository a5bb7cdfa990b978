"""Typing in an application that came on paper, by telephone or in a mail."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from puljer import actions
from puljer.admin.ansoegning_forms import IndtastForm
from rudersdal_frivillig.grundlag.arrival import arrived


class Indtastning:
    """For `AnsoegningAdmin`. What it says is written on the applicants' own pages."""

    def has_assist_permission(self, request):
        return request.user.has_perm("puljer.assist_ansoegning")

    def get_urls(self):
        view = self.admin_site.admin_view(self.indtast)
        name = "puljer_ansoegning_indtast"
        return [path("indtast/", view, name=name), *super().get_urls()]

    def indtast(self, request):
        if not self.has_assist_permission(request):
            raise PermissionDenied
        form = IndtastForm(request.POST or None, by=request.user)
        if form.is_valid():
            perform = partial(_start, form, request.user, arrived(request))
            try:
                address = form.perform_once(request.path, perform)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "title": "Indtast en ansøgning",
            "opts": self.opts,
            "form": form,
        }
        template = "admin/puljer/ansoegning/indtast.html"
        return TemplateResponse(request, template, context)


def _start(form, by, at):
    facts = {
        name: form.cleaned_data[name] for name in ("modtagevej", "modtaget_paa_papir")
    }
    runde = form.cleaned_data["runde"]
    ansoegning = actions.start(runde, form.deltager, at=at, by=by, **facts)
    return ansoegning.get_absolute_url()
