from puljer.views.beskeder import ansoegning_confirm, besked_list
from puljer.views.kopi import ansoegning_copy
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
    "ansoegning_delete",
    "ansoegning_discard",
    "ansoegning_print",
    "ansoegning_receipt",
    "ansoegning_send",
    "ansoegning_version",
    "ansoegning_withdraw",
    "besked_list",
]
