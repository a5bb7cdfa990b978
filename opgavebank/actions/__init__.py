"""What can be done to an opslag, an enquiry or a frivilligindsats.

Their `status` changes here alone. Each action locks, checks, saves and logs in one
transaction. What is not allowed raises `ValidationError` with a message, in Danish, for
the person who tried. `role` says who acted where there is no `by`: a citizen, the
night, or who pressed a button in a mail. Locks are taken in one order: the opslag, then
the enquiry.
"""

from opgavebank.actions.frivilligindsats import mark_indsats
from opgavebank.actions.henvendelse import (
    FOELG,
    FOELG_LASTS,
    SVARET,
    NotOpen,
    add_words,
    close_silent,
    confirm_email,
    delete_content,
    lock,
    receive,
    send_receipt,
    withdraw,
)
from opgavebank.actions.indbakke import (
    agree,
    answer,
    decline,
    mark_answered,
    note,
    note_call,
    put_on_waiting_list,
    receive_call,
    reopen,
)
from opgavebank.actions.opfoelgning import (
    may_be_asked,
    say_answered,
    say_outcome,
    say_unanswered,
)
from opgavebank.actions.opslag import (
    archive,
    archive_at_closed_places,
    archive_stale,
    check_whole,
    copied_values,
    duplicate,
    expire_past_their_day,
    hand_over,
    learn_words,
    mark_besat,
    pause,
    publish,
    renew,
    send_back,
)
from opgavebank.actions.proevegang import add_proevegang
from opgavebank.actions.sletning import erase
from opgavebank.actions.svartid import refresh_svartid, refresh_svartider
from opgavebank.actions.uleveret import send_on

__all__ = [
    "FOELG",
    "FOELG_LASTS",
    "SVARET",
    "NotOpen",
    "add_proevegang",
    "add_words",
    "agree",
    "answer",
    "archive",
    "archive_at_closed_places",
    "archive_stale",
    "check_whole",
    "close_silent",
    "confirm_email",
    "copied_values",
    "decline",
    "delete_content",
    "duplicate",
    "erase",
    "expire_past_their_day",
    "hand_over",
    "learn_words",
    "lock",
    "mark_answered",
    "mark_besat",
    "mark_indsats",
    "may_be_asked",
    "note",
    "note_call",
    "pause",
    "publish",
    "put_on_waiting_list",
    "receive",
    "receive_call",
    "refresh_svartid",
    "refresh_svartider",
    "renew",
    "reopen",
    "say_answered",
    "say_outcome",
    "say_unanswered",
    "send_back",
    "send_on",
    "send_receipt",
    "withdraw",
]
