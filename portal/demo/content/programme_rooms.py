"""Where and when the 2021 programme takes place, and its themes. Rooms, hosts and links are invented."""

from datetime import UTC, date, datetime, time

from .kinds import Room, Slot, Theme

THEMES = [
    Theme("resilience", ("Resilience", "Resiliencia")),
    Theme("governance", ("Governance", "Gobernanza")),
    Theme("interpersonal", ("Interpersonal relations", "Relaciones interpersonales")),
    Theme("legal-finance", ("Legal and finance", "Marco legal y finanzas")),
    Theme("evidence", ("Evidence", "Datos y evidencia")),
    Theme("tools", ("Tools to combine", "Herramientas para combinar")),
]

ROOMS = [
    Room("ceiba", "Ceiba", "https://meet.example.org/2021/ceiba", "Noor Haverkamp"),
    Room("rowan", "Rowan", "https://meet.example.org/2021/rowan", "Declan Mowbray"),
    Room("baobab", "Baobab", "https://meet.example.org/2021/baobab", "Itzel Carrasquilla"),
    Room("encina", "Encina", "https://meet.example.org/2021/encina", "Rocío Valdivieso", language="es"),
    Room("hawthorn", "Hawthorn", "https://meet.example.org/2021/hawthorn", "Declan Mowbray", language="en"),
    Room("jacaranda", "Jacarandá", "https://meet.example.org/2021/jacaranda", "Caio Bittencourt Leme", language="pt"),
    Room("tilleul", "Tilleul", "https://meet.example.org/2021/tilleul", "Solène Kerbrat", language="fr"),
    Room("linde", "Linde", "https://meet.example.org/2021/linde", "Friedrun Osterkamp", language="de"),
    Room("olivera", "Olivera", "https://meet.example.org/2021/olivera", "Mariona Casadevall", language="ca"),
]

DAY = date(2021, 5, 6)


def slot(start: str, end: str, room: str | None) -> Slot:
    """A slot on the day of the conference; start and end as HH:MM in UTC."""
    starts_at, ends_at = (datetime.combine(DAY, time.fromisoformat(hour), tzinfo=UTC) for hour in (start, end))
    return Slot(starts_at, ends_at, room)
