"""Proposals of a timetable: where sessions could take place. Pure: no request, no database, no clock.

`problem` is what is asked, `schedule` a state of it, `search` finds places, `least_change` moves the fewest sessions,
`reasons` says in words what could not be kept.
"""
