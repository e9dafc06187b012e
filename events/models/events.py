import copy
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.enums import CallState, Composition, Phase
from events.fields import LanguageCodesField, split_language_codes
from home.caching.dependencies import cached_until_publish
from home.clock import now
from home.outbox.address_fields import AddressField
from home.page_privacy import public_q
from home.times import UTC_ZONE, year_errors
from home.times.places import place_names, territories

LONG_BEFORE, SHORTLY_BEFORE, ONE_HOUR = timedelta(days=90), timedelta(days=30), timedelta(hours=1)
LONGEST = timedelta(days=366)
MONTH = timedelta(days=30)


class EventQuerySet(models.QuerySet["Event"]):
    def shown(self) -> "EventQuerySet":
        """Events with a page that readers see."""
        pages = self.model._meta.get_field("pages").related_model.objects.filter(public_q())
        return self.filter(pk__in=pages.values("event"))

    def call_unannounced(self, now: datetime) -> "EventQuerySet":
        """Events whose call has opened and is not closed, and of which readers have not been told."""
        closes = Coalesce("call_closes_at", "starts_at")
        return self.alias(closes=closes).filter(call_announced_at=None, call_opens_at__lte=now, closes__gt=now)

    def current(self, now: datetime) -> "Event | None":
        """The next event that is not over, else the latest."""
        ahead = self.filter(ends_at__gt=now).order_by("starts_at", "pk").first()
        return ahead or self.order_by("-ends_at", "-pk").first()


def validate_zone(value: str) -> None:
    if value != UTC_ZONE and value not in territories():
        raise ValidationError(_("“%(zone)s” is not a time zone."), params={"zone": value})


class Event(ClusterableModel):
    """One edition: the facts that are the same in every language. All instants are stored and typed in UTC."""

    name = models.CharField(
        _("internal name"),
        max_length=120,
        unique=True,
        help_text=_("Only editors see it, for example: Conference 2021."),
    )
    starts_at = models.DateTimeField(_("starts"), help_text=_("In UTC."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("In UTC."))
    call_opens_at = models.DateTimeField(
        _("call opens"), null=True, blank=True, help_text=_("In UTC. Leave empty if it is not known.")
    )
    call_closes_at = models.DateTimeField(
        _("call closes"),
        null=True,
        blank=True,
        help_text=_("In UTC. From this time on, the page says that the call is closed."),
    )
    # When the call closed as readers first knew it; empty unless the deadline was moved after it had opened.
    first_call_closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=UTC_ZONE,
        validators=[validate_zone],
        help_text=_("The programme is divided by its days. Type the beginning of a city’s name; leave empty for UTC."),
    )
    languages = LanguageCodesField(
        _("languages"),
        blank=True,
        help_text=_("The languages this edition is made in. Tick none for all languages of the portal."),
    )
    place_name = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("A proper name; it is not translated. Empty: online only.")
    )
    place_address = models.CharField(
        _("address of the place"), max_length=250, blank=True, help_text=_("Street, postcode and town, in one line.")
    )
    place_map = models.URLField(_("link to a map"), blank=True, help_text=_("Where readers find the way."))
    on_site_only = models.BooleanField(
        _("on site only"), default=False, help_text=_("Tick if nobody can take part online. Otherwise it is hybrid.")
    )
    composition = models.CharField(
        _("drawing"),
        max_length=10,
        blank=True,
        choices=Composition.choices,
        help_text=_("By which rule the programme is drawn: one disc is one session. If empty, its name decides."),
    )
    # When the newsletter was asked to tell readers that the call is open; empty before.
    call_announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("programme published"), null=True, blank=True, editable=False)
    join_minutes = models.PositiveSmallIntegerField(
        _("join links appear, minutes before"),
        default=15,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("Minutes before a session starts. Until then, nobody can see the links on the page."),
    )
    confirm_days = models.PositiveSmallIntegerField(
        _("days to confirm"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("How many days speakers have to confirm after their proposal is accepted."),
    )
    keep_months = models.PositiveSmallIntegerField(
        _("months proposals are kept"),
        default=6,
        validators=[MaxValueValidator(120)],
        help_text=_("Proposals that were not accepted are deleted this many months after the event."),
    )
    contact = AddressField(_("contact address"), help_text=_("Email address for ideas and questions."))

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse dates in an impossible order, with a message at the field that has to change."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The event ends before it starts. Please choose a later end.")
        if self.starts_at and self.ends_at and self.ends_at - self.starts_at > LONGEST:
            errors["ends_at"] = _("The event lasts longer than a year. Please check the dates.")
        if self.call_opens_at and self.call_closes_at and self.call_closes_at <= self.call_opens_at:
            errors["call_closes_at"] = _("The call closes before it opens. Please choose a later time.")
        if self.starts_at and self.call_closes_at and self.call_closes_at > self.starts_at:
            errors["call_closes_at"] = _("The call closes after the event has started. Please choose an earlier time.")
        if self.starts_at and self.call_opens_at and self.call_opens_at >= self.starts_at:
            errors["call_opens_at"] = _("The call opens after the event has started. Please choose an earlier time.")
        if not self.place_name and (self.place_address or self.place_map or self.on_site_only):
            errors["place_name"] = _("Please name the place, or leave address, map and “on site only” empty.")
        errors |= year_errors(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            call_opens_at=self.call_opens_at,
            call_closes_at=self.call_closes_at,
        )
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            self._remember_first_deadline()
        super().save(*args, **kwargs)

    def _remember_first_deadline(self) -> None:
        before = Event.objects.filter(pk=self.pk).first()
        if before and before.call_closes_at != self.call_closes_at and before.call_state(now()) != CallState.NOT_YET:
            self.first_call_closes_at = self.first_call_closes_at or before.call_closes_at
        if self.first_call_closes_at and not self.call_is_extended:
            self.first_call_closes_at = None

    @property
    def call_is_extended(self) -> bool:
        """Whether readers were told an earlier deadline."""
        first, last = self.first_call_closes_at, self.call_closes_at
        return bool(first and last and last > first)

    @property
    def closes_at(self) -> datetime:
        """Until when an open call is open."""
        return self.call_closes_at or self.starts_at

    @property
    def has_call_dates(self) -> bool:
        return bool(self.call_opens_at or self.call_closes_at)

    def call_state(self, now: datetime) -> CallState:
        """From the call's dates alone. The call is open at `call_opens_at` and closed at `call_closes_at`.

        Without an end it stays open until the event begins; without any date it is a past call, so closed.
        """
        if not self.has_call_dates:
            return CallState.CLOSED
        if now >= self.closes_at:
            return CallState.CLOSED
        if self.call_opens_at and now < self.call_opens_at:
            return CallState.NOT_YET
        return CallState.OPEN

    def phase(self, now: datetime) -> Phase:
        """The event is live at `starts_at` and over at `ends_at`."""
        if now >= self.ends_at:
            return Phase.OVER
        if now >= self.starts_at:
            return Phase.LIVE
        if self.released_at and now >= self.released_at:
            return Phase.PROGRAMME
        return Phase.ANNOUNCED

    def accepts_late_proposals(self, now: datetime) -> bool:
        """Whether to show the note about late ideas: the call is closed and the event has not begun."""
        return self.call_state(now) == CallState.CLOSED and now < self.starts_at

    def next_boundary(self, now: datetime) -> datetime | None:
        """The next instant at which any answer above changes."""
        instants = (self.call_opens_at, self.call_closes_at, self.released_at, self.starts_at, self.ends_at)
        return min((instant for instant in instants if instant and instant > now), default=None)

    @property
    def tz(self) -> ZoneInfo:
        """The zone by whose days its programme is divided."""
        return ZoneInfo(self.zone)

    @property
    def takes_one_day(self) -> bool:
        """In its own zone."""
        return self.starts_at.astimezone(self.tz).date() == self.ends_at.astimezone(self.tz).date()

    @property
    def language_codes(self) -> list[str]:
        """The languages of the portal in which this edition is made; all of them where none is chosen."""
        chosen = split_language_codes(self.languages)
        return [code for code in settings.PORTAL_LANGUAGES if code in chosen] or list(settings.PORTAL_LANGUAGES)

    @property
    def kept_for(self) -> timedelta:
        """How long after the event the personal data that belong to it are kept."""
        return self.keep_months * MONTH

    def zones(self) -> list[str]:
        """IANA zones of the cities."""
        return zones_of_events().get(self.pk, [])

    def example_of(self, state: CallState | Phase) -> tuple["Event", datetime]:
        """A copy, never saved, and an instant at which it is in `state`: missing dates are invented for the preview."""
        event = copy.copy(self)
        event.call_closes_at = self.call_closes_at or self.starts_at - SHORTLY_BEFORE
        event.call_opens_at = self.call_opens_at or event.call_closes_at - LONG_BEFORE
        event.released_at = self.released_at or self.starts_at - SHORTLY_BEFORE / 2
        instants = {
            CallState.NOT_YET: event.call_opens_at - ONE_HOUR,
            CallState.OPEN: max(event.call_opens_at, event.call_closes_at - timedelta(days=5)),
            CallState.CLOSED: event.call_closes_at,
            Phase.ANNOUNCED: event.released_at - ONE_HOUR,
            Phase.PROGRAMME: event.released_at,
            Phase.LIVE: event.starts_at,
            Phase.OVER: event.ends_at,
        }
        return event, instants[state]


def zone_choices() -> list[tuple[str, str]]:
    """Each zone once, by city and country in the language of the admin."""
    return list(place_names(get_language() or settings.LANGUAGE_CODE).items())


class EventCity(Orderable):
    """A city whose local time is shown beside UTC, for readers without JavaScript."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="cities")
    zone = models.CharField(
        _("city"), max_length=64, choices=zone_choices, help_text=_("Its name is shown in the reader’s language.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [models.UniqueConstraint(fields=["event", "zone"], name="event_city_once")]

    def __str__(self) -> str:
        return self.zone


@cached_until_publish
def zones_of_events() -> dict[int, list[str]]:
    """Event id → IANA zones of its cities. Cached until the next publication, since they seldom change."""
    found: dict[int, list[str]] = defaultdict(list)
    for event, zone in EventCity.objects.order_by("sort_order", "pk").values_list("event", "zone"):
        found[event].append(zone)
    return dict(found)
