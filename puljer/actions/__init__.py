"""What can be done to a pool and to an application.

The `status` of an application changes here alone. Each action locks, checks, saves and
logs in one transaction, with the mails it causes. What is not allowed raises
`ValidationError` with a message, in Danish, for the person who tried. `at` is when the
request arrived: the one clock that a deadline is judged by. Without `by` it was the
applicant. Locks are taken in one order: the pool, the round, the application, the
number.
"""

from puljer.actions.deltager import (
    MOST_DELTAGERE,
    close_access,
    invite,
    remove,
    send_link_again,
    take_over,
)
from puljer.actions.each import (
    each,
)
from puljer.actions.genfind import (
    send_links,
)
from puljer.actions.indsend import (
    delete_draft,
    discard_changes,
    may_send,
    submit,
    wipe,
    withdraw,
)
from puljer.actions.journal import (
    mark_filed,
    mark_not_filed,
    note_packed,
)
from puljer.actions.kopi import (
    copy,
)
from puljer.actions.pulje import (
    approve,
    close_pulje,
    close_runde,
    extend,
    propose,
    revise_runde,
    send_back,
)
from puljer.actions.sag import (
    ask_for_confirmation,
    confirm,
    forward,
    judge_late,
    note_read,
    take,
    write_to_applicant,
    write_to_staff,
)
from puljer.actions.skriv import (
    ANSOEGNING,
    MOST_BILAG,
    Conflict,
    NotOpen,
    add_bilag,
    give_link,
    may_write,
    remove_bilag,
    save_budget,
    save_om_jer,
    save_svar,
    send_link,
    start,
    write_to,
)
from puljer.actions.sletning import (
    erase,
)
from puljer.actions.udloeb import (
    KEEP_EXPIRED,
    KEEP_UNTOUCHED,
    delete_case,
    expire,
    expires,
)

__all__ = [
    "ANSOEGNING",
    "KEEP_EXPIRED",
    "KEEP_UNTOUCHED",
    "MOST_BILAG",
    "MOST_DELTAGERE",
    "Conflict",
    "NotOpen",
    "add_bilag",
    "approve",
    "ask_for_confirmation",
    "close_access",
    "close_pulje",
    "close_runde",
    "confirm",
    "copy",
    "delete_case",
    "delete_draft",
    "discard_changes",
    "each",
    "erase",
    "expire",
    "expires",
    "extend",
    "forward",
    "give_link",
    "invite",
    "judge_late",
    "mark_filed",
    "mark_not_filed",
    "may_send",
    "may_write",
    "note_packed",
    "note_read",
    "propose",
    "remove",
    "remove_bilag",
    "revise_runde",
    "save_budget",
    "save_om_jer",
    "save_svar",
    "send_back",
    "send_link",
    "send_link_again",
    "send_links",
    "start",
    "submit",
    "take",
    "take_over",
    "wipe",
    "withdraw",
    "write_to",
    "write_to_applicant",
    "write_to_staff",
]
