from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished, published

from home import registry


class EventsConfig(AppConfig):
    """Editions of the conference: dates, call, programme, speakers."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("events")

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction  # deferred: models

        from events import jobs, signal_handlers  # noqa: F401  deferred: models
        from events.editions import copying  # noqa: F401  deferred: models
        from events.models import Event, EventCity, Room, SessionPage, SpeakerPage, Theme, Timetable  # deferred: models
        from events.programme import listings  # deferred: models
        from events.programme.edition_languages import left_out  # deferred: models
        from events.programme.filters import Filters  # deferred: models
        from events.programme.search_facts import search_result_facts  # deferred: models
        from events.programme.social_cards import social_card  # deferred: models
        from events.programme.urgency import next_relevant_at  # deferred: models
        from home.caching import generation, query_names  # deferred: models

        registry.listings.register("calendar", listings.calendar)
        registry.listings.register("call", listings.call)
        registry.listings.register("dates", listings.dates)
        registry.listings.register("editions", listings.editions)
        registry.listings.register("sessions", listings.sessions)
        registry.listings.register("speaker", listings.speaker)
        registry.social_cards.register("event", social_card)
        registry.urgency.register("events", next_relevant_at)
        registry.left_out.register("events", left_out)
        registry.search_facts.register("events", search_result_facts)
        query_names.read_in_query("view", "day", "s", "alarm", *Filters.__dataclass_fields__)
        generation.watch(Event, EventCity, Room)
        published.connect(signal_handlers.timetable_published, sender=Timetable)
        page_published.connect(signal_handlers.session_published, sender=SessionPage)
        page_unpublished.connect(signal_handlers.session_unpublished, sender=SessionPage)
        for signal in (page_published, page_unpublished):
            signal.connect(signal_handlers.speaker_published, sender=SpeakerPage)
        for signal in (post_save, post_delete):
            signal.connect(signal_handlers.page_restricted, sender=PageViewRestriction)
        pre_delete.connect(signal_handlers.before_speaker_deletion, sender=SpeakerPage)
        post_delete.connect(signal_handlers.speaker_deleted, sender=SpeakerPage)
        post_save.connect(signal_handlers.theme_saved, sender=Theme)
        pre_delete.connect(signal_handlers.before_theme_deletion, sender=Theme)
        post_delete.connect(signal_handlers.theme_deleted, sender=Theme)
