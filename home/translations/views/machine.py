"""Machine drafts in the workshop, and for which kinds of pages readers may see them unchecked."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_localize.models import Translation

from home.row_ids import row_id
from home.translations.access import MANAGE_PERMISSION
from home.translations.machine.drafting import NoMachineDraft, draft, machine_name
from home.translations.models import PublicMachineKind
from home.translations.views.desk import allowed_locales


def draft_for(request: HttpRequest, translation: Translation) -> bool:
    """For the button of a sentence (its id) or of the whole text ("all"); whether the machine answered.

    A message says what came of it, but not where the script asks for one row (`only`).
    """
    is_row = request.POST.get("only", "0") != "0"
    only = None if request.POST["machine"] == "all" else [row_id(request.POST["machine"])]
    try:
        count = draft(translation, now=timezone.now(), only=only)
    except NoMachineDraft:
        if not is_row:
            sentence = _("No machine draft: the original is not public yet, or the machine did not answer.")
            messages.error(request, sentence)
        return False
    if is_row:
        return True
    sentence = ngettext(
        "A machine drafted %(count)d sentence. Please check it.",
        "A machine drafted %(count)d sentences. Please check them.",
        count,
    )
    messages.success(request, sentence % {"count": count})
    return True


def kinds(request: HttpRequest) -> HttpResponse:
    """For editors: the kinds of pages whose machine text may be published before somebody has checked it."""
    if not request.user.has_perm(MANAGE_PERMISSION):
        raise PermissionDenied
    if not machine_name():
        raise Http404
    models: Any = {
        one.source.specific_content_type.model_class()
        for one in Translation.objects.filter(enabled=True)
        .select_related("source__specific_content_type")
        .only("source__specific_content_type")
    }
    names = {model._meta.label_lower: capfirst(str(model._meta.verbose_name)) for model in models if model}
    if request.method == "POST":
        chosen = names.keys() & set(request.POST.getlist("kind"))
        PublicMachineKind.objects.exclude(label__in=chosen).delete()
        PublicMachineKind.objects.bulk_create([PublicMachineKind(label=one) for one in chosen], ignore_conflicts=True)
        messages.success(request, _("Saved."))
        return redirect("translations:machine")
    allowed = set(PublicMachineKind.objects.values_list("label", flat=True))
    context = {
        "kinds": [(label, name, label in allowed) for label, name in sorted(names.items(), key=lambda pair: pair[1])],
        "machine": machine_name(),
        "locales": allowed_locales(request.user),
    }
    return render(request, "translations/machine.html", context)
