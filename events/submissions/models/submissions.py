import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.consents.wording import EXPLANATION, version_of
from events.enums import RecordingAnswer, SessionKind
from events.fields import LanguageCodesField, split_language_codes
from events.models import Event, SessionPage, SpeakerPage, Theme
from events.submissions.deadline import accepts_proposals
from events.submissions.enums import ANSWERED, TAKES_PLACE, UNDER_REVIEW, Answer, SubmissionState
from home.outbox.address_fields import AddressField


class ConsentText(models.Model):
    """A text that people agree to, in one language. The same text is the same version."""

    version = models.CharField(_("version"), max_length=12, unique=True)
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("text"))
    first_used_at = models.DateTimeField(_("first used"))

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")

    def __str__(self) -> str:
        return f"{self.language} {self.version}"

    @staticmethod
    def version_of(language: str, text: str) -> str:
        return version_of(language, text)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def kept(self) -> "SubmissionQuerySet":
        """Proposals that are not erased."""
        return self.filter(erased_at=None)

    def received(self) -> "SubmissionQuerySet":
        """Those that the team sees: kept, and not held until the sender's address is confirmed."""
        return self.kept().filter(is_held=False)

    def under_review(self) -> "SubmissionQuerySet":
        return self.filter(state__in=UNDER_REVIEW)

    def taking_place(self) -> "SubmissionQuerySet":
        return self.filter(state__in=TAKES_PLACE)

    def with_held_email(self) -> "SubmissionQuerySet":
        """Decided, and its email is still held."""
        return self.filter(state__in=("accepted", "waitlisted", "declined"), notified_at=None)

    def without_open_objection(self) -> "SubmissionQuerySet":
        return self.exclude(reviews__answer=Answer.OBJECTION)

    def not_answered_by(self, user: Any) -> "SubmissionQuerySet":
        answered = models.Exists(
            Submission.reviews.rel.related_model._default_manager.filter(
                submission=models.OuterRef("pk"), reviewer=user, answer__in=ANSWERED
            )
        )
        return self.filter(~answered)

    def readable_first(self, codes: list[str]) -> "SubmissionQuerySet":
        """Those in one of the languages `codes` first, then the others; the longest waiting first."""
        own = models.Case(models.When(language__in=codes, then=0), default=1, output_field=models.IntegerField())
        return self.order_by(own, "submitted_at", "pk")


class Submission(models.Model):
    """A proposal to the call. All datetimes are aware, in UTC.

    Each field is in one of the lists of events.submissions.fields: what people fill in, or bookkeeping.
    """

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="submissions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1)
    fingerprint = models.CharField(max_length=64, null=True)
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState, default=SubmissionState.SUBMITTED)
    language = models.CharField(
        _("language"),
        max_length=12,
        help_text=_(
            "We will write to you in this language. If your proposal is accepted, people translate it into the others."
        ),
    )
    title = models.CharField(_("title"), max_length=200, help_text=_("A working title is fine."))
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind)
    abstract = models.TextField(
        _("what it is about"),
        help_text=_("A few sentences. Unfinished ideas are welcome: say what you do not know yet."),
    )
    practice = models.TextField(
        _("where you practise"),
        blank=True,
        help_text=_("Your organisation, circle or neighbourhood, and how many people you are."),
    )
    hard = models.TextField(
        _("what is still hard"),
        blank=True,
        help_text=_("It does not have to be a polished talk: an open question is a good start."),
    )
    answers = models.JSONField(_("answers"), default=list, blank=True)  # [{"id", "question", "answer"}], as asked
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="submissions")
    spoken = LanguageCodesField(_("spoken languages"))
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        help_text=_("The city nearest to you, so that we can show you the times where you live."),
    )
    hours = models.JSONField(  # starts in UTC; none: any hour
        _("times"), default=list, blank=True, help_text=_("If you tick none, we assume that any time is fine.")
    )
    is_late = models.BooleanField(_("late"), default=False)
    is_held = models.BooleanField(default=False)  # sent to a flooded form without a proof of work
    consent = models.ForeignKey(ConsentText, null=True, on_delete=models.PROTECT, related_name="submissions")
    session = models.ForeignKey(
        SessionPage, verbose_name=_("session"), null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    submitted_at = models.DateTimeField(_("submitted"))
    changed_at = models.DateTimeField(_("last change"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    notified_at = models.DateTimeField(_("speakers notified"), null=True)
    notified_state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.SUBMITTED)
    confirm_by = models.DateTimeField(_("to be confirmed by"), null=True)
    reminded_at = models.DateTimeField(_("reminder sent"), null=True)
    erased_at = models.DateTimeField(_("deleted"), null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="submission_state_known"),
            models.CheckConstraint(
                condition=Q(notified_state__in=SubmissionState.values), name="submission_notified_state_known"
            ),
            models.UniqueConstraint(fields=["event", "fingerprint"], name="submission_sent_once"),
        ]
        indexes = [models.Index(fields=["event", "state", "language"], name="submission_list")]

    def __str__(self) -> str:
        return self.title or f"#{self.pk}"

    @property
    def number(self) -> str:
        """The name in the audit log, without personal data."""
        return f"#{self.pk}"

    @property
    def submitter(self) -> "Speaker | None":
        """Who sent it: the first of its speakers."""
        return next(iter(self.speakers.all()), None)

    @property
    def spoken_language(self) -> str:
        """The language it is written in, if it can be given in that one; else the first in which it can."""
        codes = split_language_codes(self.spoken)
        return codes[0] if codes and self.language not in codes else self.language

    @property
    def decision(self) -> str:
        """Which one, for a page that shows its email: the same state may be decided again."""
        return f"{self.state} {self.decided_at and self.decided_at.isoformat()}"

    @property
    def has_known_sender(self) -> bool:
        """Whether the address is known to be the sender's. The team vouches for a late idea, which it wrote down."""
        return self.is_late or bool(self.submitter and self.submitter.confirmed_at)

    @property
    def state_for_speakers(self) -> SubmissionState:
        """The state shown to its people: their own action, else the decision whose email was sent last."""
        own = self.state in (SubmissionState.WITHDRAWN, SubmissionState.CONFIRMED)
        return SubmissionState(self.state if own else self.notified_state)

    @property
    def has_open_objection(self) -> bool:
        return any(review.answer == Answer.OBJECTION for review in self.reviews.all())

    @property
    def may_be_planned(self) -> bool:
        """Whether it may be in the draft of the timetable without a page: accepted, and its email is held."""
        return self.state == SubmissionState.ACCEPTED and self.notified_at is None

    @property
    def may_be_amended_by_team(self) -> bool:
        return self.state not in (SubmissionState.DECLINED, SubmissionState.WITHDRAWN)

    def may_be_amended(self, *, now: datetime, rendered_at: datetime | None = None) -> bool:
        """Until the call closes; longer if it is late or has an objection; if accepted, see `settled_at`."""
        match self.state_for_speakers:
            case SubmissionState.ACCEPTED | SubmissionState.CONFIRMED:
                return now < self.settled_at(self.notified_at or now)
            case SubmissionState.SUBMITTED | SubmissionState.WAITLISTED:
                if accepts_proposals(self.event, now=now, rendered_at=rendered_at):
                    return True
                return now < self.event.starts_at and (self.is_late or self.has_open_objection)
        return False

    def settled_at(self, notified_at: datetime) -> datetime:
        """When it is too late for accepted speakers: as the event begins, or ends if they are told after that."""
        event = self.event
        return event.starts_at if notified_at < event.starts_at else event.ends_at

    def may_be_withdrawn(self, now: datetime) -> bool:
        gone = (SubmissionState.WITHDRAWN, SubmissionState.DECLINED)
        return self.state_for_speakers not in gone and now < self.event.ends_at

    def may_be_confirmed(self, now: datetime) -> bool:
        return self.state_for_speakers == SubmissionState.ACCEPTED and (
            self.confirm_by is None or now < self.confirm_by
        )


def photo_path(speaker: "Speaker", name: str) -> str:
    """Outside the folders that portal.media serves: views with a permission check show the photo."""
    return f"proposals/{uuid.uuid4().hex}.jpg"


class Speaker(models.Model):
    """A person named in a proposal; the first one sent it. Only the programme team sees the address.

    Each field is in one of the lists of events.submissions.fields.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120, help_text=_("As it should appear in the programme."))
    email = AddressField(_("email address"), help_text=_("Only the programme team sees it."))
    biography = models.TextField(_("short biography"), help_text=_("Two or three sentences."))
    languages = LanguageCodesField(_("can take questions in"))
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    pronunciation = models.CharField(
        _("how to say your name"),
        max_length=120,
        blank=True,
        help_text=_("For interpreters and moderators, for example: MEE-ra va-LU-van."),
    )
    recording = models.CharField(
        _("recording"), max_length=20, choices=RecordingAnswer, blank=True, help_text=EXPLANATION
    )
    photo = models.FileField(
        _("photo"),
        upload_to=photo_path,
        blank=True,
        help_text=_("JPEG, PNG or WebP, at most 8 MB. We remove the place and device data that cameras add."),
    )
    recording_at = models.DateTimeField(null=True)  # when `recording` was answered, in the form with this text
    recording_text = models.ForeignKey(ConsentText, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)  # they sent a form of a private link that was mailed to them
    page = models.ForeignKey(SpeakerPage, null=True, on_delete=models.SET_NULL, related_name="proposed")
    made_page = models.BooleanField(default=False)  # the page was made from this row; else it existed before
    page_by_team = models.BooleanField(default=False)  # the team said that the page is this person's

    class Meta:
        verbose_name = _("speaker of a proposal")
        verbose_name_plural = _("speakers of proposals")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["email"], name="proposal_speaker_email")]

    def __str__(self) -> str:
        return self.name
