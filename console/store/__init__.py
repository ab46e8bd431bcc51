"""Everything that is kept: one SQLite file, many consoles.

`sqlite_store.open_store` is the way in; `connect.default_store_path` says where the file stands when nobody says.
"""
