"""Uploads in a private S3 bucket. Only imported where S3_BUCKET is set: its library takes memory in each process."""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class ObjectStorage(S3Storage):
    """`portal.media` serves the files at the portal's own addresses."""

    def url(self, name: str, *args: object, **kwargs: object) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
