"""Choosers of speakers and themes for the form of a session."""

from collections import defaultdict
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views import chooser as snippet_chooser

from events.choosers import NewInLanguageForm, any_language_filter
from events.models import SpeakerPage, Theme, original_themes
from events.submissions.pages.parents import NoParentPage, find_or_create_speakers_page
from home.admin.viewsets import published_column
from home.i18n.slugs import free_slug


class NewSpeakerForm(NewInLanguageForm):
    """Makes a draft page. A name that exists is asked about: two people may share it."""

    model = SpeakerPage

    another_person = forms.BooleanField(label=_("This is another person of the same name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["another_person"]

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("another_person") and self.named_alike():
            self.refuse_name(_("There is a speaker of this name. Please search for them, or tick the box below."))
        if not self.errors:
            try:
                with transaction.atomic():
                    self.parent = find_or_create_speakers_page(self.locale)
            except NoParentPage as missing:
                raise forms.ValidationError(str(missing)) from missing

    def save(self) -> SpeakerPage:
        name = self.cleaned_data["name"].strip()
        page = SpeakerPage(title=name, slug=free_slug(self.parent, name, "speaker"), locale=self.locale, live=False)
        self.parent.add_child(instance=page)
        page.save_revision()
        return page


class SpeakersToChoose:
    title_column: Column
    filter_form_class = any_language_filter(_("Name"))

    def get_object_list(self) -> QuerySet[SpeakerPage]:
        return SpeakerPage.objects.filter(locale=F("original_locale")).order_by("title", "pk")

    @property
    def columns(self) -> list[BaseColumn]:
        name = self.title_column
        name.label = _("Name")
        return [name, Column("role", label=_("In one line"), accessor="role"), published_column()]


class ChooseSpeaker(SpeakersToChoose, ChooseView):
    pass


class ChooseSpeakerResults(SpeakersToChoose, ChooseResultsView):
    pass


class PagePolicy:
    """Who may make a page here: page rights depend on the tree, not on the model."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(page_permission_policy.user_has_permission(user, action))


class SpeakerChooserViewSet(ChooserViewSet):
    model = SpeakerPage
    icon = "user"
    choose_one_text = _("Choose a speaker")
    choose_another_text = _("Choose another speaker")
    edit_item_text = _("Edit this speaker")
    search_tab_label = _("Search")
    creation_tab_label = _("New speaker")
    create_action_label = _("Create a draft page and choose it")
    per_page = 20
    permission_policy = PagePolicy()
    creation_form_class = NewSpeakerForm
    choose_view_class = ChooseSpeaker
    choose_results_view_class = ChooseSpeakerResults


speaker_chooser = SpeakerChooserViewSet("speaker_chooser")


class NewThemeForm(NewInLanguageForm):
    model = Theme
    name_field = "name"

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("name") and self.named_alike():
            self.refuse_name(_("There is a theme of this name. Please search for it."))

    def save(self) -> Theme:
        theme = Theme(name=self.cleaned_data["name"].strip(), locale=self.locale, live=False)
        theme.save()
        theme.save_revision().publish()
        return theme


class ThemesToChoose:
    request: HttpRequest
    page_subtitle = ""  # the title says what is chosen
    title_column: Column
    filter_form_class = any_language_filter(_("Theme, in any language"), "name")

    def get_object_list(self) -> QuerySet[Theme]:
        return original_themes().order_by("name")

    @cached_property
    def labels(self) -> dict[Any, list[str]]:
        found: dict[Any, list[str]] = defaultdict(list)
        for key, name in Theme.objects.order_by("pk").values_list("translation_key", "name"):
            found[key].append(name)
        return found

    def other_labels(self, theme: Theme) -> str:
        return ", ".join(name for name in self.labels[theme.translation_key] if name != theme.name)

    @property
    def columns(self) -> list[BaseColumn]:
        others = Column("others", label=_("In other languages"), accessor=self.other_labels)
        return [self.title_column, others, published_column()]


class ChooseTheme(ThemesToChoose, snippet_chooser.ChooseView):
    pass


class ChooseThemeResults(ThemesToChoose, snippet_chooser.ChooseResultsView):
    pass


class ThemeChooserViewSet(snippet_chooser.SnippetChooserViewSet):
    choose_view_class = ChooseTheme
    choose_results_view_class = ChooseThemeResults
    creation_form_class = NewThemeForm
    permission_policy = ModelPermissionPolicy(Theme)
    choose_one_text = page_title = _("Choose a theme")
    choose_another_text = _("Choose another theme")
    edit_item_text = _("Edit this theme")
    search_tab_label = _("Search")
    creation_tab_label = _("New theme")
    create_action_label = _("Create this theme and choose it")
