import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.fields import LanguageCodesField, split_language_codes
from events.models import Event, Room, SessionPage, SlotIdentity
from events.models.events import validate_zone
from events.roster.enums import AssignmentState, ShiftKind
from events.submissions.models import ConsentText
from events.timetable.availability import Availability, availability_of
from home.outbox.address_fields import AddressField
from home.times import year_errors


class HelperQuerySet(models.QuerySet["Helper"]):
    def known(self) -> "HelperQuerySet":
        """Those whom the team sees: they confirmed their address, or the team wrote them down."""
        return self.filter(Q(added_by_team=True) | ~Q(confirmed_at=None))


class Helper(models.Model):
    """Somebody who helps with an edition. Only the programme team sees the row; there is no account.

    Every column but the bookkeeping is personal and exported; erasing deletes the row.
    """

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="helpers")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=120, help_text=_("Only the programme team sees it."))
    email = AddressField(_("email address"), help_text=_("Only the programme team sees it."))
    language = models.CharField(
        _("language of emails"), max_length=12, help_text=_("We will write to you in this language.")
    )
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        validators=[validate_zone],
        help_text=_("The city nearest to you, so that we can show you the times where you live."),
    )
    languages = LanguageCodesField(
        _("languages"), blank=True, help_text=_("The languages that you speak and understand well.")
    )
    tasks = models.JSONField(  # values of ShiftKind; none: any task
        _("tasks"), default=list, blank=True, help_text=_("What you can do.")
    )
    hours = models.JSONField(  # starts in UTC, as those of a proposal; none: any time
        _("times"), default=list, blank=True, help_text=_("If you tick none, we assume that any time is fine.")
    )
    consent = models.ForeignKey(ConsentText, null=True, on_delete=models.PROTECT, related_name="helpers")
    added_by_team = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("signed up"))
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True)  # by a form of their private link
    thanked_at = models.DateTimeField(_("thanked"), null=True)

    objects = HelperQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("helper")
        verbose_name_plural = _("helpers")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["email"], name="helper_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The name in the audit log, without personal data."""
        return f"#{self.pk}"

    @property
    def is_known(self) -> bool:
        return self.added_by_team or self.confirmed_at is not None

    @property
    def language_codes(self) -> list[str]:
        return split_language_codes(self.languages)

    @property
    def availability(self) -> Availability:
        return availability_of(self.zone, self.hours)


class Shift(models.Model):
    """One task for one person: in a slot, in some minutes of it, or in a stretch of time.

    `session` is the original page; with `slot_key` it names the slot in every version of the timetable, so a shift
    moves with its slot. A pair that hands over has a shift each, with `from_minute` and `to_minute` of their slot; the
    last one has no `to_minute` and ends with the slot.
    """

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="shifts")
    kind = models.CharField(_("task"), max_length=12, choices=ShiftKind, help_text=_("What there is to do."))
    from_language = models.CharField(_("from"), max_length=10, blank=True, help_text=_("The language that is spoken."))
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        help_text=_("The language that people hear, read or see; of other tasks the one that is needed for it."),
    )
    session = models.ForeignKey(
        SessionPage, verbose_name=_("session"), null=True, blank=True, on_delete=models.CASCADE, related_name="shifts"
    )
    slot_key = models.UUIDField(null=True, editable=False)
    from_minute = models.PositiveSmallIntegerField(_("from minute"), null=True, blank=True)
    to_minute = models.PositiveSmallIntegerField(_("to minute"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True, help_text=_("In UTC."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("In UTC."))
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="shifts",
        help_text=_("Leave empty if it is for all rooms."),
    )
    is_needed = models.BooleanField(
        _("needed"), default=True, help_text=_("Tick off if it is welcome, and the session takes place without it too.")
    )
    is_open = models.BooleanField(
        _("anybody can offer to do it"),
        default=False,
        help_text=_("While nobody is confirmed, it is listed on the public page “Help with this edition”."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ShiftKind.values), name="shift_kind_known"),
            models.CheckConstraint(
                condition=Q(session__isnull=False, starts_at=None, ends_at=None)
                | Q(session=None, slot_key=None, from_minute=None, to_minute=None, ends_at__gt=F("starts_at")),
                name="shift_in_a_slot_or_a_stretch",
            ),
            models.CheckConstraint(
                condition=Q(from_minute=None, to_minute=None) | Q(to_minute__gt=F("from_minute")),
                name="shift_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["session", "slot_key"], name="shift_slot")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    def clean(self) -> None:
        super().clean()
        if errors := year_errors(starts_at=self.starts_at, ends_at=self.ends_at):
            raise ValidationError(errors)

    @property
    def slot(self) -> SlotIdentity | None:
        return (self.session_id, self.slot_key) if self.session_id else None


class Assignment(models.Model):
    """A helper and a shift. `told_…` are the times in the last email about it, in UTC; empty before the first."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="assignments")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="assignments")
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState)
    changed_at = models.DateTimeField(_("last change"))
    here_at = models.DateTimeField(_("here since"), null=True)
    told_starts_at = models.DateTimeField(null=True)
    told_ends_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(_("reminder sent"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssignmentState.values), name="assignment_state_known"),
            models.UniqueConstraint(fields=["shift", "helper"], name="assignment_once"),
            models.UniqueConstraint(
                fields=["shift"], condition=Q(state=AssignmentState.CONFIRMED), name="shift_filled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.shift_id} {self.helper_id}"
