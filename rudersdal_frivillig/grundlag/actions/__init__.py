"""What can be done to people, roles, legal texts, dialogskemaer, events and data.

Each action checks, changes, logs and writes its mail in one transaction. What is not
allowed raises `ValidationError` with a message, in Danish, for the person who tried.
"""

from rudersdal_frivillig.grundlag.actions.arrangement import (
    TILMELDING,
    call_off,
    cancel,
    note_told,
    register_tilmelding,
    save_changes,
    sign_up,
)
from rudersdal_frivillig.grundlag.actions.bruger import (
    INVITATION,
    accept_invitation,
    align_groups,
    anonymise,
    invitable_fagomraader,
    invitable_groups,
    invitable_roles,
    invite,
    invite_again,
    invite_editor,
    invite_to_group,
    is_awaiting_password,
    register_access,
    send_invitation,
)
from rudersdal_frivillig.grundlag.actions.sletning import (
    approve_erasure,
    ask_for_erasure,
    erase_tilmelding,
    note_insight,
    refuse_erasure,
)
from rudersdal_frivillig.grundlag.actions.tekst import (
    approve,
    fill_with_standard,
    revise,
)

__all__ = [
    "INVITATION",
    "TILMELDING",
    "accept_invitation",
    "align_groups",
    "anonymise",
    "approve",
    "approve_erasure",
    "ask_for_erasure",
    "call_off",
    "cancel",
    "erase_tilmelding",
    "fill_with_standard",
    "invitable_fagomraader",
    "invitable_groups",
    "invitable_roles",
    "invite",
    "invite_again",
    "invite_editor",
    "invite_to_group",
    "is_awaiting_password",
    "note_insight",
    "note_told",
    "refuse_erasure",
    "register_access",
    "register_tilmelding",
    "revise",
    "save_changes",
    "send_invitation",
    "sign_up",
]
