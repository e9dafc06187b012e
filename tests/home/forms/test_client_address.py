import pytest
from django.test import RequestFactory

from home.forms.client_address import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.0.0.1", "10.0.0.1"),
        (2, "6.6.6.6, 10.0.0.1, 10.0.0.2", "10.0.0.1"),
        (1, "10.0.0.1", "10.0.0.1"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8:1:2::9]:4711", "2001:db8:1:2::"),
        (1, "[2001:db8:1:2::9]", "2001:db8:1:2::"),
        (1, "2001:db8:1:2::9", "2001:db8:1:2::"),
        (1, "[198.51.100.7:1", "127.0.0.1"),
    ],
)
def test_only_what_trusted_proxies_wrote_is_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address


def test_without_a_proxy_s_word_it_is_whoever_connects(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    assert client_address(RequestFactory().get("/")) == "127.0.0.1"


@pytest.mark.parametrize(
    ("connects", "address"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("nonsense", ""),
    ],
)
def test_in_ipv6_a_subscriber_is_one_client(connects, address):
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=connects)) == address


def test_nonsense_from_a_proxy_is_not_stored(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "unknown"})
    assert client_address(request) == "127.0.0.1"
