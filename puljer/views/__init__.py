from puljer.views.ansoegning import (
    ansoegning_create,
    ansoegning_detail,
    ansoegning_find,
)
from puljer.views.dele import (
    ansoegning_part,
)
from puljer.views.deltagere import (
    ansoegning_take_over,
    bilag_download,
    deltager_list,
)
from puljer.views.pulje import (
    pulje_calendar,
    pulje_detail,
    pulje_kan_i_soege,
    pulje_list,
    pulje_spoergsmaal,
)

__all__ = [
    "ansoegning_create",
    "ansoegning_detail",
    "ansoegning_find",
    "ansoegning_part",
    "ansoegning_take_over",
    "bilag_download",
    "deltager_list",
    "pulje_calendar",
    "pulje_detail",
    "pulje_kan_i_soege",
    "pulje_list",
    "pulje_spoergsmaal",
]
