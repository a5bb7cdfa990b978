from opgavebank.views.henvendelse import (
    henvendelse_create,
    henvendelse_follow,
    henvendelse_receipt,
    henvendelse_withdraw,
)
from opgavebank.views.opslag import (
    fagomraade_detail,
    institution_detail,
    opslag_detail,
    opslag_list,
    opslag_picture,
    to_list,
)

__all__ = [
    "fagomraade_detail",
    "henvendelse_create",
    "henvendelse_follow",
    "henvendelse_receipt",
    "henvendelse_withdraw",
    "institution_detail",
    "opslag_detail",
    "opslag_list",
    "opslag_picture",
    "to_list",
]
