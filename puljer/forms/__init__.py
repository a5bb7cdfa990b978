from puljer.forms.ansoegning import (
    FindForm,
    StartForm,
)
from puljer.forms.bilag import (
    BilagForm,
)
from puljer.forms.budget import (
    BudgetForm,
)
from puljer.forms.deltager import (
    InviterForm,
)
from puljer.forms.kan_i_soege import (
    KanISoegeForm,
)
from puljer.forms.om_jer import (
    OmJerForm,
)
from puljer.forms.svar import (
    SvarForm,
)

__all__ = [
    "BilagForm",
    "BudgetForm",
    "FindForm",
    "InviterForm",
    "KanISoegeForm",
    "OmJerForm",
    "StartForm",
    "SvarForm",
]
