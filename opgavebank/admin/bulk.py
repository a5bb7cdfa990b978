"""What is done to posts from the list and the form. To several, after a page that
counts them."""

from copy import copy
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation, helpers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format

from opgavebank import actions
from opgavebank.choices import OpslagStatus

BOTH = [ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM]
ON_FORM = [ActionLocation.CHANGE_FORM]
# The field that names the action of a form.
ACTION = f"{ActionLocation.CHANGE_FORM.value}-action"
# So many can be read through on the page that asks.
MOST = 200


def _status_action(description):
    return admin.action(description=description, permissions=["publish"], location=BOTH)


class Bulk:
    """For `OpslagAdmin`."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """An action would be done to what is stored, and lose what was just written."""
        if object_id and self._acts_on_unsaved(request, object_id):
            request.POST = request.POST.copy()
            del request.POST[ACTION]
            request.acts_on_unsaved = True
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _acts_on_unsaved(self, request, object_id):
        # The page that asks why sends no fields.
        if not request.POST.get(ACTION) or "titel" not in request.POST:
            return False
        if self._is_saving(request):
            return False
        opslag = self.get_object(request, object_id)
        if opslag is None or not self.has_change_permission(request, opslag):
            return False
        form = self.get_form(request, opslag, change=True)
        return form(request.POST, request.FILES, instance=opslag).has_changed()

    @_status_action("Offentliggør")
    def publish(self, request, queryset):
        return self._to_each(request, queryset, actions.publish)

    @_status_action("Forny 90 dage")
    def renew(self, request, queryset):
        return self._to_each(request, queryset, actions.renew)

    @_status_action("Sæt på pause")
    def pause(self, request, queryset):
        return self._to_each(request, queryset, actions.pause)

    @_status_action("Markér som besat")
    def mark_besat(self, request, queryset):
        return self._to_each(request, queryset, actions.mark_besat)

    @_status_action("Arkivér")
    def archive(self, request, queryset):
        return self._to_each(request, queryset, actions.archive)

    @admin.action(description="Opret igen", permissions=["add"], location=BOTH)
    def duplicate(self, request, queryset):
        if len(queryset) > 1:
            return self._to_each(request, queryset, actions.duplicate)
        made = self.act(request, queryset, actions.duplicate)
        return self._to_form(made[0]) if made else None

    def _to_form(self, opslag):
        address = reverse("admin:opgavebank_opslag_change", args=[opslag.pk])
        return HttpResponseRedirect(address)

    def _to_each(self, request, queryset, action):
        """`action` to one post, or to several after a page that says how many."""
        opslag_list = list(queryset.select_related("institution"))
        if len(opslag_list) > MOST:
            told = f"Vælg højst {MOST} ad gangen. Du valgte {len(opslag_list)}."
            self.message_user(request, told, messages.WARNING)
            return None
        # What cannot be undone is asked for one, too.
        asks = len(opslag_list) > 1 or action == actions.archive
        if asks and "confirmed" not in request.POST:
            return self._ask(request, opslag_list, action)
        self.act(request, opslag_list, action)
        return None

    def _ask(self, request, opslag_list, action):
        name = action.__name__
        tried = [(o, _refusal(action, o, by=request.user)) for o in opslag_list]
        context = {
            **self.admin_site.each_context(request),
            "title": "Er det rigtigt?",
            "opts": self.opts,
            "action": name,
            "verb": self.get_actions(request)[name].description,
            "can": [opslag for opslag, why in tried if not why],
            "cannot": [(opslag, why) for opslag, why in tried if why],
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(
            request, "admin/opgavebank/opslag/confirm.html", context
        )

    def act(self, request, opslag_list, action):
        """Do `action` to each and say what it refuses. What it gave, if it did all."""
        done, refused, given = [], [], []
        for opslag in opslag_list:
            try:
                given.append(action(opslag, by=request.user))
            except ValidationError as error:
                refused.append(opslag)
                for message in error.messages:
                    self.message_user(request, f"{opslag}: {message}", messages.ERROR)
            else:
                done.append(_said(action, opslag))
        if done:
            self.message_user(request, " ".join(done), messages.SUCCESS)
        return [] if refused else given

    @admin.action(description="Send tilbage", permissions=["approve"], location=ON_FORM)
    def send_back(self, request, queryset):
        """With why, which is asked for on a page of its own."""
        opslag = queryset.get()
        because = request.POST.get("because", "")
        if "confirmed" in request.POST and because.strip():
            action = partial(actions.send_back, because=because)
            self.act(request, [opslag], action)
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Send »{opslag}« tilbage",
            "opts": self.opts,
            "opslag": opslag,
            "is_empty": "confirmed" in request.POST,
            "checkbox": helpers.ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(
            request, "admin/opgavebank/opslag/send_back.html", context
        )


def _refusal(action, opslag, *, by):
    """Why `action` would be refused, or nothing. It is tried, and undone."""
    with transaction.atomic():
        try:
            action(copy(opslag), by=by)
        except ValidationError as error:
            return error.messages
        finally:
            transaction.set_rollback(True)
    return []


_SAID = {
    OpslagStatus.KLADDE: "»{}« er sendt tilbage til stedet.",
    OpslagStatus.TIL_GODKENDELSE: "»{}« er sendt til godkendelse. "
    "I får en mail, når det er læst.",
    OpslagStatus.AKTIV: "Borgerne kan nu se »{}«. Det vises til og med {}.",
    OpslagStatus.PAUSE: "»{}« holder pause.",
    OpslagStatus.BESAT: "»{}« er besat.",
    OpslagStatus.ARKIV: "»{}« er arkiveret.",
}


def _said(action, opslag):
    if action == actions.duplicate:
        return f"Her er en kopi af »{opslag}«. Ret den, og vis den."
    last = date_format(opslag.vises_til, "j. F Y")
    if action == actions.renew and opslag.is_public:
        return f"»{opslag}« vises til og med {last}."
    return _SAID[OpslagStatus(opslag.status)].format(opslag, last)
