"""All texts in all languages, for whoever works in them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from home.clock import now as portal_now
from home.translations.access import bound_languages
from home.translations.enums import CellState
from home.translations.overview.matrix import as_table, filtered, matrix, sections
from home.translations.sync.freshness import target_locales
from home.translations.views.desk import PER_PAGE, allowed_locales, chosen_locale


def overview(request: HttpRequest) -> HttpResponse:
    """The matrix, filtered; `format=csv` gives it as a table."""
    allowed = allowed_locales(request.user)
    locale = chosen_locale(request, allowed)
    every = matrix(target_locales(), now=portal_now(request))
    asked = {name: request.GET.get(name, "").strip() for name in ("words", "state", "code", "below")}
    rows = filtered(every, **asked)
    if request.GET.get("format") == "csv":
        headers = {"Content-Disposition": 'attachment; filename="translations.csv"'}
        return HttpResponse(as_table(rows), content_type="text/csv; charset=utf-8", headers=headers)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "locale": locale,
        "locales": allowed,
        "is_editor": bound_languages(request.user) is None,
        "columns": target_locales(),
        "mine": {each.language_code for each in allowed},
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "states": [*CellState.choices[1:], ("outdated", _("Outdated"))],
        "sections": sections(every),
        "query": query.urlencode(),
        **asked,
    }
    return render(request, "translations/overview.html", context)
