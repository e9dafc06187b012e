from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from home.clock import now as portal_now
from home.roles import languages_of_translator
from home.translations.queries import desk_entries
from home.translations.sync.freshness import target_locales

MAX_ENTRIES = 6


class TranslationsPanel(Component):
    """On the dashboard: what waits for a translator, most urgent first; for editors, how much waits by language."""

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
        return {"lists": lists}
