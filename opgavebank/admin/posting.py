"""From nothing to a post: where to begin, how it will look, and showing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from opgavebank import actions, indbakke
from opgavebank.advice import advice
from opgavebank.models import Opslag
from opgavebank.opslag_page import parts
from opgavebank.skabeloner import skabeloner
from rudersdal_frivillig.grundlag.models import Institution

EARLIER = 10
# The picture is chosen anew: it may be of someone who is not there any more.
_NOT_BEGUN_WITH = {"billede", "billede_alt"}


class Posting:
    """For `OpslagAdmin`."""

    def get_urls(self):
        view = self.admin_site.admin_view
        preview = view(require_POST(self.preview))
        renew = view(require_POST(self.renew_one))
        name = "opgavebank_opslag"
        return [
            path("start/", view(self.start), name=f"{name}_start"),
            path("vis/", preview, name=f"{name}_vis"),
            path("<int:pk>/vis/", preview, name=f"{name}_vis_igen"),
            path("<int:pk>/forny/", renew, name=f"{name}_forny"),
            *super().get_urls(),
        ]

    def start(self, request):
        """A proposal, an earlier post or an empty form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        fields = Institution.objects.visible_to(request.user).values("fagomraade__navn")
        own = {row["fagomraade__navn"] for row in fields}
        groups = {}
        for skabelon in skabeloner().values():
            groups.setdefault(skabelon.fagomraade, []).append(skabelon)
        context = {
            **self.admin_site.each_context(request),
            "title": "Nyt opslag",
            "opts": self.opts,
            "earlier": self.get_queryset(request).order_by("-oprettet_den")[:EARLIER],
            # One's own field of work first.
            "groups": sorted(groups.items(), key=lambda group: group[0] not in own),
        }
        return TemplateResponse(request, "admin/opgavebank/opslag/start.html", context)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        chosen = skabeloner().get(initial.pop("skabelon", ""))
        initial |= chosen.felter if chosen else {}
        initial.pop("fra", None)
        if earlier := self.earlier(request):
            values = actions.copied_values(earlier)
            initial |= {k: v for k, v in values.items() if k not in _NOT_BEGUN_WITH}
        return initial

    def earlier(self, request):
        """The post that this one is begun from, if any. One query."""
        pk = request.GET.get("fra", "")
        if not (pk.isascii() and pk.isdigit()):
            return None
        return self.get_queryset(request).filter(pk=pk[:18]).first()

    def preview(self, request, pk=None):
        """The public page of what stands in the form now. Nothing is saved."""
        obj = get_object_or_404(self.get_queryset(request), pk=pk) if pk else None
        may = self.has_change_permission if obj else self.has_add_permission
        if not may(request, *([obj] if obj else [])):
            raise PermissionDenied
        form = self.get_form(request, obj, change=bool(obj))(
            request.POST, instance=obj or Opslag(oprettet_af=request.user)
        )
        form.is_valid()
        opslag = form.instance
        is_placed = all(
            (opslag.institution_id, opslag.omraade_id, opslag.fagomraade_id)
        )
        context = {
            "opslag": opslag,
            "missing": _missing(form) if is_placed else [],
            "advice": advice(opslag),
            "is_placed": is_placed,
            **(parts(opslag) if is_placed else {}),
        }
        return TemplateResponse(request, "admin/opgavebank/opslag/vis.html", context)

    def renew_one(self, request, pk):
        if not self.has_publish_permission(request):
            raise PermissionDenied
        opslag = get_object_or_404(self.get_queryset(request), pk=pk)
        self.act(request, [opslag], actions.renew)
        return HttpResponseRedirect(reverse("admin:index"))

    def acts_on_what_was_read(self, request):
        # Who approves stands by the words they read, not by those that came since.
        return request.POST.get("_save") == "publish"

    def response_add(self, request, obj, post_url_continue=None):
        if request.POST.get("_save") == "publish":
            return self._publish_saved(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if request.POST.get("_save") == "publish":
            return self._publish_saved(request, obj)
        return super().response_change(request, obj)

    def _publish_saved(self, request, obj):
        """After "Gem og offentliggør": the list, or the form again with why not."""
        if not self.has_publish_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        if self.act(request, [obj], actions.publish):
            return HttpResponseRedirect(reverse("admin:opgavebank_opslag_changelist"))
        told = "Opslaget er gemt, men borgerne kan ikke se det endnu."
        self.message_user(request, told, messages.WARNING)
        return self._to_form(obj)

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        approves = self.has_approve_permission(request)
        context["show_publish"] = self.has_publish_permission(request) and (
            obj is None or not (obj.is_public or (obj.is_waiting and not approves))
        )
        context["approves"] = approves
        context["indbakke"] = indbakke.sums(obj) if obj else []
        context["show_save_and_add_another"] = False
        context["publish_label"] = self._publish_label(request, obj)
        if obj is None:
            context["preview_url"] = reverse("admin:opgavebank_opslag_vis")
        elif self.has_change_permission(request, obj):
            context["preview_url"] = reverse(
                "admin:opgavebank_opslag_vis_igen", args=[obj.pk]
            )
            context["advice"] = advice(obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _publish_label(self, request, obj):
        if self.has_approve_permission(request):
            return "Godkend og vis" if obj and obj.is_waiting else "Gem og offentliggør"
        mine = Institution.objects.visible_to(request.user)
        places = [obj.institution] if obj else list(mine[:2])
        waits = len(places) == 1 and places[0].kraever_godkendelse
        return "Gem og send til godkendelse" if waits else "Gem og offentliggør"


def _missing(form):
    """All that stops it from being shown, in the words of the rules."""
    found = [
        f"{form.fields[name].label}: {text}" if name in form.fields else text
        for name, texts in form.errors.items()
        for text in texts
    ]
    try:
        actions.check_whole(form.instance)
    except ValidationError as error:
        found += error.messages
    return list(dict.fromkeys(found))
