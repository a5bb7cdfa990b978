"""A page in the admin that is read and acted upon, not edited.

What can be done stands in forms of its own. Whoever acts on what another has changed
meanwhile is told first, and keeps what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponseRedirect

from rudersdal_frivillig.grundlag.admin.timeline import Timeline
from rudersdal_frivillig.grundlag.forms.handling import HandlingForm
from rudersdal_frivillig.grundlag.models import Logpost

NOTHING: Callable[[Any], dict[str, Any]] = lambda obj: {}  # noqa: E731


@dataclass(frozen=True)
class Handling:
    """`do` gets the object, the valid form and who does it."""

    button: str
    said: str
    do: Callable[..., Any]
    offered: Callable[[Any], bool]
    form: type[HandlingForm] = HandlingForm
    initial: Callable[[Any], dict[str, Any]] = NOTHING
    # What it is folded away behind.
    summary: str = ""


class Overtaken(Exception):
    """Someone else did something to it since the page was opened."""


class Handles:
    """For a `ModelAdmin` that says which `handlinger` there are and draws its `page`.

    `grupper` are headings of the page, each with the names of what belongs below it.
    """

    handlinger: dict[str, Handling] = {}
    grupper: dict[str, list[str]] = {}

    def has_handle_permission(self, request):
        raise NotImplementedError

    def page(self, request, obj, sent=None, *, overtaken=False):
        raise NotImplementedError

    def offered(self, request, obj):
        """The names of what this person can do to it now."""
        return [name for name, one in self.handlinger.items() if one.offered(obj)]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        if request.method != "POST":
            return self.page(request, obj)
        if not self.has_handle_permission(request):
            raise PermissionDenied
        return self.act(request, obj)

    def act(self, request, obj):
        name = request.POST.get("handling", "")
        if name not in self.handlinger:
            return self.page(request, obj)
        one = self.handlinger[name]
        form = self._form(name, obj, request.POST.dict(), initial=one.initial(obj))
        if form.is_valid():
            perform = partial(self._perform, request, obj, form)
            try:
                address = form.perform_once(request.path, perform)
            except Overtaken:
                return self.page(request, obj, form, overtaken=True)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, one.said)
                return HttpResponseRedirect(address)
        return self.page(request, obj, form)

    def _form(self, name, obj, data=None, *, initial):
        form = self.handlinger[name].form
        return form(data, initial=initial, auto_id=f"{name}_%s", obj=obj)

    def _perform(self, request, obj, form):
        if self._news(request, obj, form).exists():
            raise Overtaken
        name = form.cleaned_data["handling"]
        self.handlinger[name].do(obj, form, request.user)
        return request.path

    def _news(self, request, obj, form):
        """What others did since the page was opened."""
        rows = Logpost.objects.about(obj).exclude(hvem=request.user)
        return rows.filter(pk__gt=form.cleaned_data["laest"])

    def told(self, request, obj, sent):
        """The same in sentences, for who is told that it was overtaken."""
        timeline = Timeline(self)
        rows = self._news(request, obj, sent).select_related("hvem")
        return [timeline.read(post) for post in rows.prefetch_related("vaerdier")]

    def groups(self, request, obj, sent):
        """What can be done. The form that was sent keeps what it says."""
        if not self.has_handle_permission(request):
            return []
        forms = self._forms(request, obj, sent)
        groups = [
            {
                "title": title,
                "forms": [
                    (self.handlinger[one], forms[one]) for one in names if one in forms
                ],
            }
            for title, names in self.grupper.items()
        ]
        return [group for group in groups if group["forms"]]

    def _forms(self, request, obj, sent):
        rows = Logpost.objects.about(obj)
        laest = rows.aggregate(last=Max("pk"))["last"] or 0
        forms = {}
        for name in self.offered(request, obj):
            initial = {"handling": name, "laest": laest}
            initial |= self.handlinger[name].initial(obj)
            forms[name] = self._form(name, obj, initial=initial)
        if sent and sent.is_bound:
            # What is told on this page has been read.
            sent.data = sent.data | {"laest": laest}
        if sent:
            forms[sent["handling"].value()] = sent
        return forms
