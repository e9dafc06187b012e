from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Locale, Page

from search.backend import clean

PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Live, public pages in the reader's language. Never writes; `?q=` is what is sought, `?page=` which part."""
    query = clean(request.GET.get("q", ""))
    found = Page.objects.none()
    if query:
        pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1)
        found = pages.search(query, operator="and")
    results = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "search/search.html", {"query": query, "results": results})
