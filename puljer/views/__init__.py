from puljer.views.pulje import (
    pulje_calendar,
    pulje_detail,
    pulje_kan_i_soege,
    pulje_list,
    pulje_spoergsmaal,
)

__all__ = [
    "pulje_calendar",
    "pulje_detail",
    "pulje_kan_i_soege",
    "pulje_list",
    "pulje_spoergsmaal",
]
