"""Dates to try a task, on the form of its post."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from opgavebank import actions
from opgavebank.forms import ProevegangForm
from opgavebank.models import Proevegang
from rudersdal_frivillig.grundlag.models import Arrangement


class Proevegange:
    """For `OpslagAdmin`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.add_proevegang)
        name = "opgavebank_opslag_proevegang"
        return [path("<int:pk>/proevegang/", view, name=name), *super().get_urls()]

    def add_proevegang(self, request, pk):
        opslag = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self._offers_dates(request, opslag):
            raise PermissionDenied
        form = ProevegangForm(request.POST or None, opslag=opslag)
        if form.is_valid():

            def perform():
                actions.add_proevegang(opslag, form.arrangement, by=request.user)
                said = "Dagen er tilføjet. Borgerne kan tilmelde sig nu."
                self.message_user(request, said, messages.SUCCESS)
                return reverse("admin:opgavebank_opslag_change", args=[pk])

            try:
                return HttpResponseRedirect(form.perform_once(request.path, perform))
            except ValidationError as error:
                for message in error.messages:
                    form.add_error(None, message)
        context = {
            **self.admin_site.each_context(request),
            "title": "Tilføj en dag, hvor man kan prøve",
            "opts": self.opts,
            "opslag": opslag,
            "form": form,
        }
        template = "admin/opgavebank/opslag/proevegang.html"
        return TemplateResponse(request, template, context)

    def render_change_form(self, request, context, *args, **kwargs):
        opslag = kwargs.get("obj")
        if opslag and self._offers_dates(request, opslag):
            dates = Arrangement.objects.upcoming().filter(proevegang__opslag=opslag)
            # Dates stay when the post is no longer of a kind that may have more.
            context["may_add_proevegang"] = Proevegang.fits(opslag)
            context["proevegange"] = dates.visible_to(request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def _offers_dates(self, request, opslag):
        return request.user.has_perm(
            "grundlag.add_arrangement"
        ) and self.has_change_permission(request, opslag)
