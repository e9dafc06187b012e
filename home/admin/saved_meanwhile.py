"""A new page whose draft was saved by itself while somebody clicked Publish."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

JUST = timedelta(minutes=2)


def draft_saved_meanwhile(request: HttpRequest, refusal: ValidationError) -> HttpResponse | None:
    """The form of the draft that has taken the address; None where the refusal has another reason."""
    match = request.resolver_match
    if match is None or match.view_name != "wagtailadmin_pages:add" or "slug" not in refusal.error_dict:
        return None
    drafts = Page.objects.filter(live=False, owner=request.user.pk, draft_title=request.POST.get("title", "").strip())
    parent = Page.objects.filter(pk=match.kwargs["parent_page_id"]).first()
    just_saved = drafts.filter(latest_revision_created_at__gte=timezone.now() - JUST).order_by("-pk")
    page = just_saved.child_of(parent).first() if parent else None
    if page is None:
        return None
    text = _("“%(title)s” was saved as a draft at the same moment. Check it and publish it here.")
    messages.warning(request, text % {"title": page.draft_title})
    following = get_valid_next_url_from_request(request)
    query = f"?{urlencode({'next': following})}" if following else ""
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]) + query)
