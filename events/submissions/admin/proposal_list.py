"""The programme team's list of proposals: filters, bulk actions, export."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.permission_policies import ModelPermissionPolicy

from events.models import Event, Theme
from events.submissions.enums import PROPOSED_KINDS, Answer, SubmissionState
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, ProposalField
from events.submissions.models import Review, ReviewerLanguages, Speaker, Submission
from home.i18n.languages import native_name
from home.outbox.addresses import readable
from home.row_ids import row_id


def languages_read(user: Any) -> list[str]:
    """Codes of the languages a reviewer reads: their own choice, else the language of their admin."""
    reader = ReviewerLanguages.objects.filter(user=user).first()
    if reader:
        return reader.codes
    profile = getattr(user, "wagtail_userprofile", None)
    return [profile.get_preferred_language() if profile else settings.LANGUAGE_CODE]


class ProposalFilters(WagtailFilterSet):
    event = django_filters.ModelChoiceFilter(label=_("Event"), queryset=Event.objects.all())
    state = django_filters.ChoiceFilter(label=_("State"), choices=SubmissionState.choices)
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=[(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=[(kind.value, kind.label) for kind in PROPOSED_KINDS])
    themes = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.filter(submissions__isnull=False).distinct()
    )
    mine = django_filters.ChoiceFilter(
        label=_("My answer"),
        method="filter_mine",
        choices=[("missing", _("not yet answered by me")), ("open", _("an objection is open"))],
    )

    class Meta:
        model = Submission
        fields = ["event", "state", "language", "kind", "themes", "mine"]

    def filter_mine(self, queryset: Any, name: str, value: str) -> Any:
        if value == "open":
            return queryset.filter(reviews__answer=Answer.OBJECTION).distinct()
        return queryset.under_review().not_answered_by(self.request.user)


class ChooseColumn(Column):
    header_template_name = "submissions/admin/choose_head.html"
    cell_template_name = "submissions/admin/choose_cell.html"


class StateColumn(Column):
    cell_template_name = "submissions/admin/state_cell.html"


def with_summary(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Annotate people and answers for the list, in one query: `sender`, `people`, `count_consent`, …"""
    people = Speaker.objects.filter(submission=OuterRef("pk")).order_by("position", "pk")
    reviews = Review.objects.filter(submission=OuterRef("pk"))
    said = {f"count_{answer}": _count(reviews.filter(answer=answer)) for answer in Answer.values}
    return rows.annotate(sender=Subquery(people.values("name")[:1]), people=_count(people), **said)


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("submission").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def speaker_names(row: Any) -> str:
    return f"{row.sender} +{row.people - 1}" if row.people > 1 else row.sender or ""


def answer_counts(row: Any) -> str:
    counted = [(answer.label, getattr(row, f"count_{answer}")) for answer in Answer]
    return ", ".join(f"{label}: {count}" for label, count in counted if count)


def cell_by_speaker(field: ProposalField) -> Callable[[Submission], str]:
    """A cell with what each person says, by their name."""

    def cell(row: Submission) -> str:
        said = [(speaker.name, field.cell(speaker)) for speaker in row.speakers.all()]
        return "\n".join(f"{name}: {text}" for name, text in said if text)

    return cell


def speakers_with_addresses(row: Submission) -> str:
    return ", ".join(f"{speaker.name} <{readable(speaker.email)}>" for speaker in row.speakers.all())


def reviews_text(row: Submission) -> str:
    reviews = [(one, one.reviewer or one.reviewer_name) for one in row.reviews.all()]
    return "\n".join(f"{name}: {one.get_answer_display()} {one.reason}".strip() for one, name in reviews)


CONTACT_FIELDS = {"name", "email"}  # together in the column "people"

OTHER_SPEAKER_FIELDS = [field for field in SPEAKER_FIELDS if field.name not in CONTACT_FIELDS]

# Columns of the CSV file: name → heading and cell.
EXPORT_COLUMNS: dict[str, tuple[Any, Callable[[Submission], Any]]] = {
    "pk": (_("Number"), lambda row: row.pk),
    "event": (_("Event"), lambda row: str(row.event)),
    "state": (_("State"), lambda row: row.get_state_display()),
    "is_late": (_("Late"), lambda row: row.is_late),
    **{field.name: (field.column_label, field.cell) for field in PROPOSAL_FIELDS},
    "people": (_("Speakers"), speakers_with_addresses),
    **{f"person_{field.name}": (field.column_label, cell_by_speaker(field)) for field in OTHER_SPEAKER_FIELDS},
    "reviews": (_("Reviews"), reviews_text),
    "submitted_at": (_("Submitted"), lambda row: row.submitted_at),
}


class ProposalList(IndexView):
    model = Submission
    permission_policy = ModelPermissionPolicy(Submission)
    any_permission_required = ["view"]
    page_title = _("Proposals")
    header_icon = "form"
    index_url_name = "proposals:list"
    index_results_url_name = "proposals:results"
    results_template_name = "submissions/admin/results.html"
    filterset_class = ProposalFilters
    search_fields = ["title", "abstract", "speakers__name"]
    paginate_by = 50
    export_filename = "proposals"
    list_export = list(EXPORT_COLUMNS)
    export_headings = {name: heading for name, (heading, _cell) in EXPORT_COLUMNS.items()}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """With the edition whose proposals are listed, for those who may open it."""
        may_open = self.request.user.has_perm("events.change_event")
        event = Event.objects.filter(pk=row_id(self.request.GET.get("event"))).first() if may_open else None
        above = [{"url": reverse("events_admin:overview", args=[event.pk]), "label": event.name}] if event else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    @property
    def columns(self) -> list[Column]:
        return [
            ChooseColumn("choose", label=""),
            TitleColumn("title", label=_("Title"), get_url=lambda row: reverse("proposals:detail", args=[row.pk])),
            *([Column("event", label=_("Event"))] if self.has_several_events else []),
            Column("people", label=_("Speakers"), accessor=speaker_names),
            StateColumn("state", label=_("State")),
            Column("language", label=_("Language"), accessor=lambda row: native_name(row.language)),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("reviews", label=_("Answers"), accessor=answer_counts),
            DateColumn("submitted_at", label=_("Submitted")),
        ]

    @cached_property
    def has_several_events(self) -> bool:
        """Whether what is listed may be of more than one edition."""
        events = Submission.objects.received().order_by().values("event").distinct()
        return not self.is_export and not self.request.GET.get("event") and events.count() > 1

    def get_base_queryset(self) -> QuerySet[Submission]:
        rows = Submission.objects.received()
        if self.is_export:
            return rows.select_related("event").prefetch_related("speakers", "reviews__reviewer", "themes")
        return with_summary(rows.select_related("event"))

    def search_queryset(self, queryset: Any) -> Any:
        words = self.search_query
        if not words:
            return queryset
        named = Exists(Speaker.objects.filter(submission=OuterRef("pk"), name__icontains=words))
        return queryset.filter(Q(title__icontains=words) | Q(abstract__icontains=words) | named)

    def order_queryset(self, queryset: Any) -> Any:
        """What this reviewer can read comes first."""
        return queryset.readable_first(self.codes_read)

    @cached_property
    def codes_read(self) -> list[str]:
        return languages_read(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        choices = [(code, native_name(code), code in self.codes_read) for code in settings.PORTAL_LANGUAGES]
        return {**super().get_context_data(*args, **kwargs), "reading": choices}

    def to_row_dict(self, item: Submission) -> dict[str, Any]:
        return {name: cell(item) for name, (_heading, cell) in EXPORT_COLUMNS.items()}
