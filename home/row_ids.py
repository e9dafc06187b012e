def row_id(sent: object) -> int:
    """A primary key that somebody sent. 0, which no row has, for what is none or is too large for a database."""
    text = str(sent)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
