from opgavebank.forms.henvendelse import HenvendelseForm, TilfoejelseForm
from opgavebank.forms.opslag import (
    FROM_INSTITUTION,
    NOT_APPROVED,
    OUTSIDE,
    UNSAVED,
    OpslagAdminForm,
)
from opgavebank.forms.proevegang import ProevegangForm

__all__ = [
    "FROM_INSTITUTION",
    "NOT_APPROVED",
    "OUTSIDE",
    "UNSAVED",
    "HenvendelseForm",
    "OpslagAdminForm",
    "ProevegangForm",
    "TilfoejelseForm",
]
