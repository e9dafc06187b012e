import re
from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The client as limits count it, as text: an IPv4 address, or the /64 that one subscriber has in IPv6.

    With TRUSTED_PROXY_COUNT = n the n-th entry of X-Forwarded-For from the right: what stands left of it the client
    may have written itself.
    """
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXY_COUNT
    with suppress(ValueError):
        if count and len(forwarded) >= count:
            return _subscriber(forwarded[-count])
    with suppress(ValueError):
        return _subscriber(request.META.get("REMOTE_ADDR", ""))
    return ""


HOST = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")  # as some proxies write it, with the port


def _subscriber(text: str) -> str:
    """Raises ValueError for what is no address."""
    if found := HOST.fullmatch(text):
        text = found["six"] or found["four"] or ""
    address = ip_address(text.partition("%")[0])
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False).network_address)
