import json

from hypothesis import given, settings

from events.timetable.scheduling.search import first_places
from events.timetable.scheduling.stored import places_from, places_json, problem_from, problem_json
from tests.events.timetable.scheduling.test_scheduling import problems


@settings(max_examples=30, deadline=None)
@given(problems())
def test_a_problem_and_its_places_survive_as_json(problem):
    assert problem_from(json.loads(json.dumps(problem_json(problem)))) == problem
    places = first_places(problem)
    assert places_from(json.loads(json.dumps(places_json(places)))) == places
