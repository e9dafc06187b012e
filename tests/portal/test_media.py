import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def write(name, content=b"picture"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)

    return write


def headers_of(client, path):
    response = client.get(path)
    response.close()
    return response.headers


def test_renditions_never_change(client, upload):
    upload("images/circle.width-800.webp")
    headers = headers_of(client, "/media/images/circle.width-800.webp")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_originals_may_be_replaced(client, upload):
    upload("original_images/circle.png")
    assert "immutable" not in headers_of(client, "/media/original_images/circle.png")["Cache-Control"]


def test_an_upload_never_runs_as_a_page_of_ours(client, upload):
    upload("original_images/page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    headers = headers_of(client, "/media/original_images/page.svg")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


LONG = ["images/" + "a" * 300, "images/" + "é" * 150, "original_images/" + "a/" * 3000]


@pytest.mark.parametrize(
    "name", ["documents/letter.pdf", "secret.txt", "images/../secret.txt", "images/", "images/\0", *LONG]
)
def test_nothing_else_is_served(client, upload, name):
    upload("documents/letter.pdf")
    upload("secret.txt")
    assert client.get(f"/media/{name}", follow=True).status_code == 404
