from events.roster.actions.helping import (
    HelperData,
    accept_invitation,
    add_helper,
    arrive,
    cancel,
    change_helper,
    confirm_address,
    offer,
    offer_more,
    renew_link,
    send_lost_links,
)
from events.roster.actions.placing import confirm, delete_shift, invite, refuse_offer, release
from events.roster.actions.privacy import erase_helper

__all__ = [
    "HelperData",
    "accept_invitation",
    "add_helper",
    "arrive",
    "cancel",
    "change_helper",
    "confirm",
    "confirm_address",
    "delete_shift",
    "erase_helper",
    "invite",
    "offer",
    "offer_more",
    "refuse_offer",
    "release",
    "renew_link",
    "send_lost_links",
]
