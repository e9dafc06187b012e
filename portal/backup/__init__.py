"""Backup, restore and the move from one database to another: all rows and uploads in one file.

Rows are written by column instead of using the database's own dump, so that the same file works with SQLite and
PostgreSQL and needs no tools of theirs. The search index is left out and rebuilt. Settings and secrets (`.env`) are not
in it.
"""
