"""An address as a picture to scan."""

import base64
from io import BytesIO

import qrcode  # type: ignore[import-untyped]
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]


def qr_code(address: str) -> str:
    """An SVG as a data URL: black on white, in the dark as well, since cameras want it so."""
    out = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage).save(out)
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"
