"""What `make run` and `make test` need before Django starts. Only `catalogs` uses a library (polib)."""
