from urllib.parse import parse_qs, urlsplit

from events.feeds.following import FollowedCalendar, giggity


def test_the_ways_to_a_calendar_lead_to_its_file(settings):
    settings.PORTAL_BASE_URL = "https://events.example.org"
    calendar = FollowedCalendar("/es/programme/5/programme.ics", "Más & más")
    assert calendar.webcal == "webcal://events.example.org/es/programme/5/programme.ics"
    google = urlsplit(calendar.google)
    assert (google.hostname, parse_qs(google.query)) == ("calendar.google.com", {"cid": [calendar.webcal]})
    for found, host in ((calendar.outlook, "outlook.live.com"), (calendar.microsoft_365, "outlook.office.com")):
        assert urlsplit(found).hostname == host
        assert parse_qs(urlsplit(found).query) == {
            "url": ["https://events.example.org/es/programme/5/programme.ics"],
            "name": ["Más & más"],
        }


def test_giggity_gets_the_schedule_in_the_fragment(settings):
    settings.PORTAL_BASE_URL = "https://events.example.org"
    found = urlsplit(giggity("/es/programme/5/schedule.xml"))
    assert (found.hostname, found.query) == ("ggt.gaa.st", "")
    assert parse_qs(found.fragment) == {"url": ["https://events.example.org/es/programme/5/schedule.xml"]}
