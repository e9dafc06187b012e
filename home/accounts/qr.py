"""An address as a picture to scan."""

import base64

from allauth.mfa.adapter import get_adapter


def qr_code(address: str) -> str:
    """An SVG as a data URL: black on white, in the dark as well, since cameras want it so."""
    svg = get_adapter().build_totp_svg(address)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
