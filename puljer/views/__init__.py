from puljer.views.ansoegning import (
    ansoegning_create,
    ansoegning_detail,
    ansoegning_find,
)
from puljer.views.dele import ansoegning_part
from puljer.views.deltagere import (
    ansoegning_take_over,
    bilag_download,
    deltager_list,
)

__all__ = [
    "ansoegning_create",
    "ansoegning_detail",
    "ansoegning_find",
    "ansoegning_part",
    "ansoegning_take_over",
    "bilag_download",
    "deltager_list",
]
