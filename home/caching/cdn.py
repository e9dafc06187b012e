"""Which pages a CDN in front may hold, and purging them.

Each address is recorded before a CDN may hold it, so that publishing can purge all of them. By itself
wagtail.contrib.frontend_cache purges a published page's own address, not the lists, feeds and pages that mention it.
"""

from django.conf import settings
from django.utils import timezone
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

from home.models import CDNAddress
from home.models.cdn_addresses import MAX_LENGTH


def record_address(address: str) -> bool:
    """Record that a CDN may hold `address`; False if none is configured, or it cannot be purged."""
    if not settings.WAGTAILFRONTENDCACHE or "?" in address or len(address) > MAX_LENGTH:
        return False
    row = CDNAddress(address=address, sent_at=timezone.now())
    CDNAddress.objects.bulk_create([row], update_conflicts=True, unique_fields=["address"], update_fields=["sent_at"])
    return True


def purge() -> None:
    """Purge all recorded addresses. Those sent meanwhile stay recorded: they may be of either generation."""
    if not settings.WAGTAILFRONTENDCACHE:
        return
    started = timezone.now()
    addresses = list(CDNAddress.objects.values_list("address", flat=True))
    if addresses:
        purge_urls_from_cache(addresses)
        CDNAddress.objects.filter(sent_at__lt=started).delete()
