from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation, get_edit_url

from home.translations.memory import units
from home.translations.strings.po import InvalidPOFile, export_po, import_po, parse_po


def download(request: HttpRequest, translation_id: int) -> HttpResponse:
    translation = get_object_or_404(Translation, pk=translation_id)
    name = f"{slugify(translation.source.object_repr) or 'page'}-{translation.target_locale.language_code}.po"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(str(export_po(translation)), content_type="text/x-gettext-translation", headers=headers)


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Import a PO file and report the result of each of its entries."""
    translation = get_object_or_404(Translation, pk=translation_id)
    back = get_valid_next_url_from_request(request) or get_edit_url(translation.get_target_instance())
    file = request.FILES.get("file")
    try:
        if file is None:
            raise InvalidPOFile(_("Please choose a PO file."))
        with transaction.atomic():
            report = import_po(parse_po(file.read(), translation), translation, user=request.user)
            units.remember_text(translation, now=timezone.now())
    except InvalidPOFile as broken:
        messages.error(request, str(broken))
        return redirect(back)
    context = {"report": report, "translation": translation, "back": back}
    return render(request, "translations/po_report.html", context)
