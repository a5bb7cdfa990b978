"""Addresses that pages lead to, where the app does not have them yet."""

from django.http import HttpResponse
from django.urls import path

from puljer import urls

_ONE = "ansoegning/<uuid:noegle>/"
_ELSEWHERE = {
    "pulje_detail": "tilskud/<slug:slug>/",
    "ansoegning_send": f"{_ONE}send/",
    "ansoegning_receipt": f"{_ONE}kvittering/",
    "ansoegning_print": f"{_ONE}udskriv/",
    "ansoegning_version": f"{_ONE}version/<int:nummer>/",
    "ansoegning_withdraw": f"{_ONE}traek/",
    "ansoegning_delete": f"{_ONE}slet/",
    "ansoegning_discard": f"{_ONE}fortryd/",
    "ansoegning_confirm": f"{_ONE}bekraeft/",
    "besked_list": f"{_ONE}beskeder/",
}


def _elsewhere(request, **kwargs):
    return HttpResponse("Et andet sted")


_there = {pattern.name for pattern in urls.urlpatterns}
urls.urlpatterns += [
    path(route, _elsewhere, name=name)
    for name, route in _ELSEWHERE.items()
    if name not in _there
]
