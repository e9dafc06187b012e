"""What somebody put right after the translation was done, so that a first look at the translators' desk finds work."""

AFTERTHOUGHTS = {
    # key of a session: (what its original said, what it says now)
    "arriving": ("In groups of five,", "In groups of four or five,"),
    "assembly": ("que duró cuatro horas;", "que duró cuatro horas y media;"),
}
