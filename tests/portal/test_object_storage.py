"""Uploads in S3, through django-storages and a local S3 server."""

import io

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto import mock_aws
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from portal.backup.create import names

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "only-for-tests")
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="uploads")
        options = {"bucket_name": "uploads", "region_name": "us-east-1", "file_overwrite": False}
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "portal.media.object_storage.ObjectStorage", "OPTIONS": options},
        }
        yield


def test_pictures_come_from_the_portals_own_address(bucket, client):
    image = get_image_model().objects.create(title="Circle", file=get_test_image_file())
    rendition = image.get_rendition("fill-10x10|format-webp")
    assert rendition.url.startswith("/media/images/")

    response = client.get(rendition.url)

    assert b"".join(response)[8:12] == b"WEBP"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    response.close()


@pytest.mark.parametrize(
    "path", ["images/none.webp", "proposals/photo.jpg", "images/../proposals/photo.jpg", "images/\0"]
)
def test_nothing_else_is_served_from_the_bucket(bucket, client, path):
    default_storage.save("proposals/photo.jpg", ContentFile(b"a face"))
    assert client.get(f"/media/{path}").status_code == 404


def test_documents_go_through_the_view_that_asks_who_reads(bucket, client):
    document = get_document_model().objects.create(title="Letter", file=ContentFile(b"words", name="letter.txt"))
    response = client.get(document.url)
    assert document.url.startswith("/documents/")
    assert b"".join(response) == b"words"


def test_a_file_of_the_same_name_never_replaces_another(bucket):
    first = default_storage.save("images/a.png", io.BytesIO(b"one"))
    second = default_storage.save("images/a.png", io.BytesIO(b"two"))
    assert first != second
    assert default_storage.open(first).read() == b"one"


def test_a_backup_finds_every_file_of_the_bucket(bucket):
    for name in ("images/a.png", "documents/b/c.pdf", "d.txt"):
        default_storage.save(name, io.BytesIO(b"x"))
    assert set(names(default_storage)) == {"images/a.png", "documents/b/c.pdf", "d.txt"}
