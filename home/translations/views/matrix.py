"""All texts in all languages, for whoever works in them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Locale

from home.clock import now as portal_now
from home.translations.access import bound_languages, may_edit
from home.translations.enums import CellState
from home.translations.overview.bundle import MOST_TEXTS, export_bundle, import_bundle
from home.translations.overview.matrix import as_table, filtered, matrix, sections
from home.translations.strings.po import InvalidPOFile
from home.translations.sync.freshness import target_locales
from home.translations.views.desk import PER_PAGE, allowed_locales, chosen_locale


def filters_of(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in ("words", "state", "code", "below")}


def overview(request: HttpRequest) -> HttpResponse:
    """The matrix, filtered; `format=csv` gives it as a table."""
    allowed = allowed_locales(request.user)
    locale = chosen_locale(request, allowed)
    every = matrix(target_locales(), now=portal_now(request))
    asked = filters_of(request)
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


def bundle(request: HttpRequest) -> HttpResponse:
    """One PO file of the ticked texts, or of all that the filters leave, into one language; a POST takes it back."""
    locale = chosen_locale(request, allowed_locales(request.user))
    if request.method == "POST":
        return take_back(request, locale)
    rows = filtered(matrix([locale], now=portal_now(request)), **filters_of(request))
    chosen = set(request.GET.getlist("text"))
    entries = [
        cell.entry for row in rows for cell in row.cells if cell.entry and (not chosen or str(row.key) in chosen)
    ]
    if len(entries) > MOST_TEXTS:
        sentence = _("These are %(count)d texts; a file takes up to %(most)d. Choose a part of the site, or tick some.")
        messages.error(request, sentence % {"count": len(entries), "most": MOST_TEXTS})
        return redirect("translations:overview")
    file = export_bundle([entry.translation for entry in entries if may_edit(request.user, entry.target)], locale)
    headers = {"Content-Disposition": f'attachment; filename="texts-{locale.language_code}.po"'}
    return HttpResponse(str(file), content_type="text/x-gettext-translation", headers=headers)


def take_back(request: HttpRequest, locale: Locale) -> HttpResponse:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InvalidPOFile(_("Please choose a PO file."))
        reports, foreign = import_bundle(file.read(), locale, user=request.user)
    except InvalidPOFile as broken:
        messages.error(request, str(broken))
        return redirect("translations:overview")
    return render(request, "translations/bundle_report.html", {"reports": reports, "foreign": foreign})
