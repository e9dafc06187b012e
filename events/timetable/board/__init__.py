"""The timetable as a board: what it shows, and changes to a draft that arrive one by one."""
