from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from home.row_ids import row_id
from home.translations.access import MANAGE_PERMISSION, may_edit
from home.translations.sync.tree_problems import REPAIR_LABELS, find_tree_problems, repair


def tree(request: HttpRequest) -> HttpResponse:
    """For editors: what is wrong with the language trees, each with a button that puts it right."""
    if not request.user.has_perm(MANAGE_PERMISSION):
        raise PermissionDenied
    if request.method == "POST":
        page = get_object_or_404(Page, pk=row_id(request.POST.get("page")))
        if not may_edit(request.user, page):
            raise PermissionDenied
        if request.POST.get("kind") in REPAIR_LABELS:
            repair(page, request.POST["kind"])
            messages.success(request, _("“%(title)s” was repaired.") % {"title": page.title})
        return redirect("translations:tree")
    return render(request, "translations/tree.html", {"problems": find_tree_problems()})
