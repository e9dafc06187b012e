"""Backup, restore and the move from one database to another: all rows and uploads in one file.

Rows are written by column and not as the database's own dump, so that the same file goes into SQLite and PostgreSQL and
needs neither's tools. The search index is left out and built again. Settings and secrets (`.env`) are not in it.
"""
