from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Editions of the conference: dates, call, programme, speakers."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("events")

    def ready(self) -> None:
        from wagtail.signals import published

        from events import jobs, signal_handlers  # noqa: F401  jobs register themselves
        from events.listings import calendar, dates, editions, sessions, speaker
        from events.models import Event, EventCity, Room, Timetable
        from events.urgency import meets_at
        from home import page_cache
        from home.registry import listings, urgency

        for offer in (calendar, dates, editions, sessions, speaker):
            listings.register(offer.__name__, offer)
        urgency.register("events", meets_at)
        page_cache.watch(Event, EventCity, Room)
        published.connect(signal_handlers.timetable_published, sender=Timetable)
