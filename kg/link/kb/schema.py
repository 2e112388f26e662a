"""The tables of a knowledge base in its file (SQLite), and the version of their form."""

from typing import Final

VERSION: Final = 3
USER: Final = 0  # ranks of sources: who has the last word on what a thing is called and what it is
INSTALLED: Final = 1
IMPORTED: Final = 2
TABLES: Final = """\
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL);
CREATE TABLE credit (
    source TEXT PRIMARY KEY, licence TEXT NOT NULL, things INTEGER NOT NULL, letter TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE counted (
    source INTEGER NOT NULL, type TEXT NOT NULL, things INTEGER NOT NULL, names INTEGER NOT NULL,
    PRIMARY KEY (source, type)
) WITHOUT ROWID;
CREATE TABLE thing (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, source INTEGER NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL,
    names TEXT NOT NULL, description TEXT NOT NULL, count INTEGER NOT NULL, latitude REAL, longitude REAL,
    same_as TEXT NOT NULL, within TEXT NOT NULL, member TEXT NOT NULL, born INTEGER, died INTEGER,
    origin TEXT NOT NULL
);
CREATE TABLE name (
    folded TEXT NOT NULL, thing INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (folded, thing, name)
) WITHOUT ROWID;
CREATE TABLE sound (
    sound TEXT NOT NULL, rank INTEGER NOT NULL, thing INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (sound, rank, thing, name)
) WITHOUT ROWID;
CREATE TABLE alike (other TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX alike_key ON alike (key);
CREATE VIEW things AS
    SELECT coalesce(a.key, t.key) AS key, t.type, t.label, t.description, t.count, t.latitude, t.longitude, t.same_as,
        t.within, t.member, t.born, t.died, s.rank, t.id, t.key AS own, t.names, t.origin
    FROM thing t JOIN source s ON s.id = t.source LEFT JOIN alike a ON a.other = t.key;
CREATE VIEW names AS
    SELECT t.*, n.name, n.kind, n.count AS uses, n.folded
    FROM name n CROSS JOIN things t ON t.id = n.thing;
"""
# Names and sounds lie in the order in which they are looked for. A tree that grows in a foreign order costs many times
# as much; so all that is new is put aside first, and brought in sorted when all is there.
ASIDE: Final = """\
CREATE {kind} TABLE IF NOT EXISTS new_name (folded TEXT, thing INTEGER, name TEXT, kind INTEGER, count INTEGER);
CREATE {kind} TABLE IF NOT EXISTS new_sound (sound TEXT, rank INTEGER, thing INTEGER, name TEXT);
"""
BROUGHT_IN: Final = (
    "INSERT OR IGNORE INTO name SELECT * FROM new_name ORDER BY folded, thing, name, kind",
    "DROP TABLE new_name",
    "INSERT OR IGNORE INTO sound SELECT * FROM new_sound ORDER BY sound, rank, thing, name",
    "DROP TABLE new_sound",
)
KEYS: Final = "CREATE UNIQUE INDEX IF NOT EXISTS thing_key ON thing (key, source)"
