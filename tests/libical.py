"""libical, with which Evolution, GNOME Calendar and KOrganizer read calendars, by its C functions.

They are those of libical/ical.h of version 3; the enumerations differ between versions, so they are asked for by name.
"""

import ctypes
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_void_p

NAME = "libical.so.3"
FUNCTIONS = {
    "icalparser_parse_string": (c_void_p, [c_char_p]),
    "icalcomponent_string_to_kind": (c_int, [c_char_p]),
    "icalcomponent_count_errors": (c_int, [c_void_p]),
    "icalcomponent_get_first_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_next_component": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_first_property": (c_void_p, [c_void_p, c_int]),
    "icalcomponent_get_summary": (c_char_p, [c_void_p]),
    "icalcomponent_free": (None, [c_void_p]),
    "icalproperty_string_to_kind": (c_int, [c_char_p]),
    "icalproperty_get_value_as_string": (c_char_p, [c_void_p]),
}


class Library:
    """Raises OSError where libical is not installed."""

    def __init__(self) -> None:
        self._c = ctypes.CDLL(NAME)
        for name, (result, arguments) in FUNCTIONS.items():
            function = getattr(self._c, name)
            function.restype, function.argtypes = result, arguments

    def events(self, body: bytes) -> list[tuple[str, ...]]:
        """Title, start, sequence, status, UID and time of the alarm of each event, as libical writes them.

        Raises ValueError if it finds anything wrong in the file.
        """
        root = self._c.icalparser_parse_string(body)
        if not root or self._c.icalcomponent_count_errors(root):
            raise ValueError("libical refuses the file")
        try:
            return [self._facts(event) for event in self._children(root, b"VEVENT")]
        finally:
            self._c.icalcomponent_free(root)

    def _children(self, component: int, name: bytes) -> Iterator[int]:
        kind = self._c.icalcomponent_string_to_kind(name)
        child = self._c.icalcomponent_get_first_component(component, kind)
        while child:
            yield child
            child = self._c.icalcomponent_get_next_component(component, kind)

    def _facts(self, event: int) -> tuple[str, ...]:
        facts = [self._value(event, name) for name in (b"DTSTART", b"SEQUENCE", b"STATUS", b"UID")]
        alarms = [self._value(alarm, b"TRIGGER") for alarm in self._children(event, b"VALARM")]
        return (self._c.icalcomponent_get_summary(event).decode(), *facts, ",".join(alarms))

    def _value(self, component: int, name: bytes) -> str:
        found = self._c.icalcomponent_get_first_property(component, self._c.icalproperty_string_to_kind(name))
        value: bytes = self._c.icalproperty_get_value_as_string(found)
        return value.decode()
