"""Sign languages by their ISO 639-3 codes. CLDR names one of them only."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "ils": _("International Sign"),
    "aed": _("Argentine Sign Language"),
    "ase": _("American Sign Language"),
    "asf": _("Australian Sign Language"),
    "bfi": _("British Sign Language"),
    "bzs": _("Brazilian Sign Language"),
    "csc": _("Catalan Sign Language"),
    "csg": _("Chilean Sign Language"),
    "csn": _("Colombian Sign Language"),
    "dse": _("Dutch Sign Language"),
    "fsl": _("French Sign Language"),
    "gsg": _("German Sign Language"),
    "ins": _("Indian Sign Language"),
    "ise": _("Italian Sign Language"),
    "mfs": _("Mexican Sign Language"),
    "nzs": _("New Zealand Sign Language"),
    "prl": _("Peruvian Sign Language"),
    "psr": _("Portuguese Sign Language"),
    "ssp": _("Spanish Sign Language"),
}
# Where they are used, in the language that is written there; those left out are known by their English name.
NATIVE_NAMES = {
    "aed": "Lengua de Señas Argentina",
    "asf": "Auslan",
    "bzs": "Língua Brasileira de Sinais (Libras)",
    "csc": "Llengua de signes catalana",
    "csg": "Lengua de Señas Chilena",
    "csn": "Lengua de Señas Colombiana",
    "dse": "Nederlandse Gebarentaal",
    "fsl": "Langue des signes française",
    "gsg": "Deutsche Gebärdensprache",
    "ise": "Lingua dei segni italiana",
    "mfs": "Lengua de Señas Mexicana",
    "prl": "Lengua de Señas Peruana",
    "psr": "Língua Gestual Portuguesa",
    "ssp": "Lengua de Signos Española",
}
