from puljer.views.ansoegning import (
    ansoegning_create,
    ansoegning_detail,
    ansoegning_find,
)
from puljer.views.beskeder import (
    ansoegning_confirm,
    besked_list,
)
from puljer.views.dele import (
    ansoegning_part,
)
from puljer.views.deltagere import (
    ansoegning_take_over,
    bilag_download,
    deltager_list,
)
from puljer.views.kopi import (
    ansoegning_copy,
)
from puljer.views.pulje import (
    pulje_calendar,
    pulje_detail,
    pulje_kan_i_soege,
    pulje_list,
    pulje_spoergsmaal,
)
from puljer.views.send import (
    ansoegning_print,
    ansoegning_receipt,
    ansoegning_send,
    ansoegning_version,
)
from puljer.views.tilbage import (
    ansoegning_delete,
    ansoegning_discard,
    ansoegning_withdraw,
)

__all__ = [
    "ansoegning_confirm",
    "ansoegning_copy",
    "ansoegning_create",
    "ansoegning_delete",
    "ansoegning_detail",
    "ansoegning_discard",
    "ansoegning_find",
    "ansoegning_part",
    "ansoegning_print",
    "ansoegning_receipt",
    "ansoegning_send",
    "ansoegning_take_over",
    "ansoegning_version",
    "ansoegning_withdraw",
    "besked_list",
    "bilag_download",
    "deltager_list",
    "pulje_calendar",
    "pulje_detail",
    "pulje_kan_i_soege",
    "pulje_list",
    "pulje_spoergsmaal",
]
