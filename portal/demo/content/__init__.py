"""The demo content as plain data: no Django, no database, every text an (English, Spanish) pair.

People, sessions, rooms and partners are invented. What stands as it was in 2021 is named in `edition_2021`.
"""
