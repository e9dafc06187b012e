"""Glossary and memory of a pair of languages."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from home.translations.glossary.rows import export_terms, import_terms
from home.translations.memory.exchange import export_memory, import_memory
from home.translations.models import GlossaryTerm, MemoryUnit
from home.translations.sync.freshness import target_locales
from home.translations.tables import InvalidTable, TableReport
from home.translations.views.desk import allowed_locales, chosen_locale

MAX_BYTES = 5_000_000
MAX_NAMED = 5  # rows that a message names
EXPORTS: dict[str, Callable[[tuple[str, str]], str]] = {"terms": export_terms, "memory": export_memory}


def glossary(request: HttpRequest) -> HttpResponse:
    """The terms of a pair of languages, to print and to edit; `format` gives a table of them, or of the memory."""
    locales = allowed_locales(request.user)
    locale = chosen_locale(request, locales)
    into: str = locale.language_code
    sources = [other.language_code for other in target_locales() if other != locale]
    asked = request.GET.get("from", "")
    source: str = asked if asked in sources else next(iter(sources), "")
    languages = (source, into)
    if request.method == "POST":
        upload(request, languages)
        return redirect(f"{reverse('translations:glossary')}?language={into}&from={source}")
    if export := EXPORTS.get(request.GET.get("format", "")):
        name = f"{request.GET['format']}-{source}-{into}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(export(languages), content_type="text/csv; charset=utf-8", headers=headers)
    pair: dict[str, Any] = {"source_language": source, "target_language": into}
    context = {
        "locale": locale,
        "locales": locales,
        "source": source,
        "sources": sources,
        "terms": GlossaryTerm.objects.filter(**pair),
        "memory_size": MemoryUnit.objects.filter(**pair).count(),
        "may_edit": request.user.has_perm("translations.change_glossaryterm"),
    }
    return render(request, "translations/glossary.html", context)


def upload(request: HttpRequest, languages: tuple[str, str]) -> None:
    """Import a table of terms or of the memory, and say what came of it."""
    if not request.user.has_perm("translations.change_glossaryterm"):
        raise PermissionDenied
    file = request.FILES.get("file")
    try:
        if file is None or (file.size or 0) > MAX_BYTES:
            raise InvalidTable(_("Please choose a CSV file of up to 5 MB."))
        content = file.read()
        if request.POST.get("kind") == "memory":
            report = import_memory(content, languages, now=timezone.now())
        else:
            report = import_terms(content, languages)
    except InvalidTable as broken:
        messages.error(request, str(broken))
        return
    tell(request, report)


def tell(request: HttpRequest, report: TableReport) -> None:
    counts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    messages.success(request, _("%(added)d added, %(changed)d changed, %(unchanged)d already there.") % counts)
    if report.skipped:
        named, more = " ".join(report.skipped[:MAX_NAMED]), len(report.skipped) - MAX_NAMED
        rest = " " + _("And %(count)d more.") % {"count": more} if more > 0 else ""
        messages.warning(request, _("Skipped: %(rows)s") % {"rows": named} + rest)
