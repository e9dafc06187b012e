import pytest
from django.contrib.auth import get_user_model

from tests import factories

pytestmark = pytest.mark.django_db


def directives(response):
    return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))


@pytest.mark.parametrize("path", ["/en/", "/en/search/", "/admin/login/", "/en/missing/", "/robots.txt"])
def test_readers_and_the_login_get_the_strict_policy(client, path):
    found = directives(client.get(path))
    assert found["default-src"] == "'self'"
    assert "unsafe-inline" not in str(found)
    assert found["object-src"] == "'none'"


def test_the_cms_has_a_policy_of_its_own(admin_client):
    found = directives(admin_client.get("/admin/"))
    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert found["default-src"] == "'self'"


def test_the_other_headers_are_there(client):
    headers = client.get("/en/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_five_wrong_passwords_lock_that_name_at_that_address(client):
    get_user_model().objects.create_user("editor", password="right-horse")
    for _attempt in range(5):
        response = client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert response.status_code == 429
    assert "quarter of an hour" in response.content.decode()
    right = {"username": "editor", "password": "right-horse"}
    assert client.post("/admin/login/", right).status_code == 429
    assert client.post("/admin/login/", right, REMOTE_ADDR="10.1.1.1").status_code == 302


SECRET = ["proposals/mine/x/", "speakers-page/own/x/", "speakers-page/proposal/x/", "helping/mine/x/shift/1/"]
SECRET += ["programme/mine/x.ics", "subscription/leave/x/", "subscription/preferences/x/data.json"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", SECRET)
def test_no_answer_to_a_secret_address_is_kept_or_names_it(client, path, method):
    """Also where it is not found, or sent from another site."""
    headers = getattr(client, method)(f"/en/{path}", headers={"Sec-Fetch-Site": "cross-site"}).headers
    assert {"no-store", "private"} <= {*headers["Cache-Control"].split(", ")}
    assert (headers["Referrer-Policy"], headers["X-Robots-Tag"]) == ("same-origin", "noindex")


@pytest.mark.parametrize(
    "path",
    ["/en/proposals/mine/x", "/proposals/mine/x/", "/proposals/mine/x", "/subscription/leave/x/", "/es/helping/mine/x"],
)
def test_no_redirect_of_a_secret_address_is_kept_or_names_it(client, path):
    response = client.get(path)
    assert response.status_code in (301, 302)
    assert {"no-store", "private"} <= {*response.headers["Cache-Control"].split(", ")}
    assert (response.headers["Referrer-Policy"], response.headers["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" not in client.get("/en/search").headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/en/", "/en/about/", "/en/better-systems/call/", "/en/search/?q=a", "/"])
def test_readers_get_no_cookie(client, path):
    factories.standard_page()
    factories.call_page()
    response = client.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_html_is_compressed(client):
    factories.standard_page(intro="Circles " * 100)
    response = client.get("/en/about/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


def test_behind_tls_every_cookie_is_secure(client):
    cookies = client.get("/admin/login/", secure=True).cookies.values()
    assert [bool(cookie["secure"]) for cookie in cookies] == [True]


@pytest.mark.parametrize("path", ["/", "/en/helping/lost/", "/en/proposals/mine/x/"])
def test_trace_is_refused(client, path):
    assert client.trace(path).status_code == 405
