from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from home.registry import listings
from search.backend import clean
from search.queries import SearchResults, find, specific
from search.results import in_other_languages, promoted, results

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Live, public pages in the reader's language. Never writes.

    `?q=` is the query, `?page=` the page of results, `?kind=` a page type and `?edition=` a section of the tree.
    """
    query, locale = clean(request.GET.get("q", "")), Locale.get_active()
    found = find(query, locale)
    kinds = kinds_of(found)
    editions = listings["editions"](request, None)
    kind, edition = request.GET.get("kind", ""), request.GET.get("edition", "")
    if kind in dict(kinds):
        found = found.filter(content_type__model=kind)
    chosen = next((page for page in editions if str(page.pk) == edition), None)
    if chosen is not None:
        found = found.filter(path__startswith=chosen.path)
    paginated: Any = found  # a sequence as far as the paginator asks
    shown = Paginator(paginated, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page_obj": shown,
        "results": results(specific(shown), query, get_language()),
        "promoted": promoted(query, locale) if query else [],
        "elsewhere": in_other_languages(query, locale, most=PER_PAGE) if query and not shown.paginator.count else [],
        "kinds": kinds,
        "kind": kind,
        "editions": editions,
        "edition": edition,
    }
    return render(request, "search/search.html", context)


def kinds_of(found: SearchResults) -> list[tuple[str, str]]:
    """Model name and label of each page type among what was found, plain pages left out."""
    models: list[Any] = list(found.kinds)
    kinds = [(model._meta.model_name, capfirst(str(model._meta.verbose_name))) for model in models if model.search_kind]
    return sorted(kinds, key=lambda kind: kind[1])
