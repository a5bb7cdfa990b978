from rudersdal_frivillig.grundlag.views.arrangement import (
    arrangement_calendar,
    arrangement_detail,
    arrangement_list,
    arrangement_list_calendar,
    tilmelding_cancel,
    tilmelding_create,
    tilmelding_detail,
)
from rudersdal_frivillig.grundlag.views.sider import (
    adgang,
    adgang_send_again,
    dialogskema_detail,
    guide_detail,
    guide_list,
    invitation,
    invitation_done,
    knap,
    skabelon,
)

__all__ = [
    "adgang",
    "adgang_send_again",
    "arrangement_calendar",
    "arrangement_detail",
    "arrangement_list",
    "arrangement_list_calendar",
    "dialogskema_detail",
    "guide_detail",
    "guide_list",
    "invitation",
    "invitation_done",
    "knap",
    "skabelon",
    "tilmelding_cancel",
    "tilmelding_create",
    "tilmelding_detail",
]
