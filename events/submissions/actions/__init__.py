"""Actions on a proposal, one transaction each. `now` is an aware datetime in UTC.

An action that is not possible raises ActionRefused with a message for the user.
"""

from events.submissions.actions.base import ActionRefused, PartialFailure, ProposalData, SpeakerData
from events.submissions.actions.deciding import accept, choose_page, decline, held_email, release_email, wait_list
from events.submissions.actions.planning import free_slot, plan_slot
from events.submissions.actions.privacy import erase_held, erase_old, erase_person, erase_submission
from events.submissions.actions.proposing import (
    CrowdedAddress,
    add_co_speaker,
    amend,
    answer_about_recording,
    changed_by_team_at,
    confirm,
    confirm_address,
    renew_link,
    send_lost_links,
    submit,
    withdraw,
)
from events.submissions.actions.reviewing import answer, close_objection, comment
from events.submissions.actions.writing import write

__all__ = [
    "ActionRefused",
    "CrowdedAddress",
    "PartialFailure",
    "ProposalData",
    "SpeakerData",
    "accept",
    "add_co_speaker",
    "amend",
    "answer",
    "answer_about_recording",
    "changed_by_team_at",
    "choose_page",
    "close_objection",
    "comment",
    "confirm",
    "confirm_address",
    "decline",
    "erase_held",
    "erase_old",
    "erase_person",
    "erase_submission",
    "free_slot",
    "held_email",
    "plan_slot",
    "release_email",
    "renew_link",
    "send_lost_links",
    "submit",
    "wait_list",
    "withdraw",
    "write",
]
