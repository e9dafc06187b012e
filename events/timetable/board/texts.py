"""What the board's scripts say, by the names they use."""

from django.utils.translation import gettext as _


def board_texts() -> dict[str, str]:
    return {**_of_places(), **_of_edits(), **_of_saving(), **_of_the_panel(), **_of_suggestions()}


def _of_suggestions() -> dict[str, str]:
    return {
        "suggested": _("Suggested slots that are not on the board: {count}."),
        "take": _("Take"),
        "takeOne": _("Take “{title}”"),
        "takeAll": _("Take all"),
        "dismiss": _("Close the suggestion"),
        "tookOne": _("“{title}” placed as suggested"),
        "tookAll": _("{count} slots placed as suggested"),
    }


def _of_places() -> dict[str, str]:
    return {
        "allRooms": _("all rooms"),
        "isCancelled": _("cancelled"),
        "isPinned": _("pinned"),
        "captions": _("{codes} captions"),
        "outside": _("Outside the event"),
        "roomTaken": _("The room is taken by “{title}”"),
        "twice": _("The same session takes place at this time"),
        "speakerBusy": _("{name} is in “{title}” at this time"),
        "planned": _("The programme team has planned something in this room"),
        "withinHours": _("Within the times of {name}"),
        "outsideHours": _("Outside the times of {name}"),
        "outsideHoursAt": _("Outside the times of {name}: {hour} in {city}"),
        "notTheirHours": _("not the times of {name}"),
        "hole": _("nothing to follow"),
        "doubt": _("interpretation is promised, but there is no way in to hear it"),
        "awake": _("{city}, between 7:00 and 23:00 there: {hours}"),
        "error1": _("{count} error"),
        "errors": _("{count} errors"),
        "warning1": _("{count} warning"),
        "warnings": _("{count} warnings"),
        "hint1": _("{count} hint"),
        "hints": _("{count} hints"),
        "waiting1": _("{count} unplaced"),
        "waitings": _("{count} unplaced"),
        "shownOf": _("{shown} of {count}"),
        "noMatch": _("No session matches these filters."),
        "allPlaced": _("Every session has a slot."),
        "isProposal": _("accepted proposal, its email is not sent yet"),
    }


def _of_edits() -> dict[str, str]:
    return {
        "taken": _("Holding “{title}”: {place}. Arrow keys move it, Enter puts it down, Escape lets go."),
        "letGo": _("“{title}” stays where it was."),
        "unmoved": _("“{title}” stays where it was."),
        "didMove": _("Moved “{title}”: {when}, {room}"),
        "didPlace": _("Placed “{title}”: {when}, {room}"),
        "didChange": _("Changed “{title}”"),
        "didRemove": _("Removed “{title}” from the timetable"),
        "didCancel": _("Cancelled “{title}”"),
        "didRestore": _("“{title}” takes place after all"),
        "didPin": _("Pinned “{title}”: suggestions leave it where it is"),
        "didUnpin": _("“{title}” may be moved by suggestions again"),
        "didDuplicate": _("Placed “{title}” once more"),
        "didCreate": _("Created “{title}” as a draft. It waits without a slot."),
        "didSwap": _("Swapped “{one}” and “{other}”"),
        "didShift": _("Shifted {count} slots by {minutes} minutes"),
        "swapWith": _("Choose what to swap “{title}” with. Escape cancels."),
        "notSwapped": _("Nothing was swapped."),
        "undone": _("Undone: {what}"),
        "redone": _("Done again: {what}"),
        "nothing": _("There is nothing to undo or to do again."),
    }


def _of_saving() -> dict[str, str]:
    return {
        "saving": _("Saving the draft…"),
        "saved": _("Draft saved"),
        "notSaved": _("Your changes could not be saved. Please reload the page."),
        "loggedOut": _("You are logged out. Your changes stay here, and are saved once you have logged in again."),
        "logIn": _("Log in in a new tab"),
        "noAnswer": _("The portal cannot save at the moment. It tries again, so please keep this page open."),
        "offline": _("There is no connection. The draft is saved as soon as there is one again."),
        "refused": _("{who} has changed “{title}” meanwhile. Your change to it was not saved: you see theirs."),
        "merged": _("{who} has changed other slots meanwhile. You see them now."),
        "somebody": _("Somebody"),
        "close": _("Close"),
    }


def _of_the_panel() -> dict[str, str]:
    return {
        "chooseOne": _("Choose a slot to see and change it here."),
        "editSession": _("Edit the session"),
        "openProposal": _("Open the proposal"),
        "day": _("Day"),
        "start": _("Starts ({city})"),
        "minutes": _("Minutes"),
        "room": _("Room"),
        "languages": _("Languages"),
        "noLanguage": _("none"),
        "waysIn": _("Ways in: {count}"),
        "waysOfRoom": _("From the room: {ways}"),
        "move": _("Move"),
        "swap": _("Swap"),
        "duplicate": _("Duplicate"),
        "cancel": _("Cancel the session"),
        "restore": _("Takes place after all"),
        "pin": _("Pin"),
        "unpin": _("Unpin"),
        "remove": _("Remove from the timetable"),
        "shift": _("Shift"),
        "shiftFrom": _("Shift everything from {time} by minutes"),
        "shiftWhat": _("Which rooms"),
        "everyRoom": _("in every room"),
        "thisRoom": _("in this room"),
    }
