"""Suggestions for a timetable: asked for, worked out by the worker, taken whole, in part or not."""
