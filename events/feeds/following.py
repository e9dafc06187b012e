"""Addresses at which a program or a service takes up a calendar or a schedule and follows its changes."""

from dataclasses import dataclass
from urllib.parse import quote

from home.i18n.localized import absolute

GOOGLE = "https://calendar.google.com/calendar/render?cid={address}"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb?url={address}&name={name}"
MICROSOFT_365 = "https://outlook.office.com/calendar/0/addfromweb?url={address}&name={name}"
GIGGITY = "https://ggt.gaa.st/#url={address}"  # an address that the app has registered; nothing is sent to that host


def giggity(path: str) -> str:
    """Opens a schedule.xml in the app, which is no reader of such files by itself."""
    return GIGGITY.format(address=quote(absolute(path), safe=""))


@dataclass(frozen=True)
class FollowedCalendar:
    """`path` is the address of the file on this portal; `name` is what Outlook calls the calendar."""

    path: str
    name: str

    @property
    def webcal(self) -> str:
        """Opens the calendar program of the device: the address of the file with another scheme."""
        return f"webcal://{absolute(self.path).partition('://')[2]}"

    @property
    def google(self) -> str:
        """With `webcal`: Google takes an address with https for the name of one of its own calendars."""
        return GOOGLE.format(address=quote(self.webcal, safe=""))

    @property
    def outlook(self) -> str:
        return self._at(OUTLOOK)

    @property
    def microsoft_365(self) -> str:
        return self._at(MICROSOFT_365)

    def _at(self, service: str) -> str:
        return service.format(address=quote(absolute(self.path), safe=""), name=quote(self.name, safe=""))
