from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home.clock import now as portal_now
from home.roles import languages_of_translator
from home.translations.models import QuestionKind, SyncFailure
from home.translations.queries import desk_entries
from home.translations.sync.freshness import target_locales
from home.translations.talk.waiting import Person, open_questions, waits_for

MAX_ENTRIES = 6


class TranslationsPanel(Component):
    """On the dashboard: what waits for a translator, most urgent first.

    For editors, how much waits by language, and which pages failed to reach the translators. For both, questions.
    """

    name = "translations_waiting"
    template_name = "translations/panel.html"
    order = 55  # below the current event

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        mine = languages_of_translator(request.user)
        lists = []
        for locale in target_locales():
            if not mine or locale.language_code in mine:
                waiting = [entry for entry in desk_entries(locale, now=portal_now(request)) if entry.needs_attention]
                shown = waiting[:MAX_ENTRIES] if mine else []
                lists.append({"locale": locale, "count": len(waiting), "entries": shown})
        person = Person(request.user.pk, mine, is_editor=not mine)
        mine_or_asked = [question for question in open_questions() if waits_for(question, person)]
        answered = [question for question in mine_or_asked if question.written_by_id == person.pk]
        reports = [question for question in mine_or_asked if question.kind == QuestionKind.READER]
        asked = [question for question in mine_or_asked if question not in answered and question not in reports]
        return {
            "lists": lists,
            "answered": answered[:MAX_ENTRIES],
            "answered_count": len(answered),
            "questions": asked[:MAX_ENTRIES],
            "question_count": len(asked),
            "reports": reports[:MAX_ENTRIES],
            "report_count": len(reports),
            "failures": [] if mine else pages_that_failed(),
        }


def pages_that_failed() -> list[Page]:
    """Pages whose translations could not be synced, the longest failing first. The worker goes on trying."""
    keys = SyncFailure.objects.order_by("-attempts", "pk").values_list("object_id", flat=True)[:MAX_ENTRIES]
    pages = Page.objects.filter(translation_key__in=list(keys)).order_by("pk")
    return list({page.translation_key: page for page in reversed(pages)}.values())
