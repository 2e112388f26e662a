"""The tables of a knowledge base in its file (SQLite), and the version of their form."""

from typing import Final

VERSION: Final = 3
USER: Final = 0  # ranks of sources: who has the last word on what a thing is called and what it is
INSTALLED: Final = 1
IMPORTED: Final = 2
TABLES: Final = """\
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL);
CREATE TABLE credit (source TEXT PRIMARY KEY, licence TEXT NOT NULL, things INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE thing (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, source INTEGER NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL,
    description TEXT NOT NULL, count INTEGER NOT NULL, latitude REAL, longitude REAL, same_as TEXT NOT NULL,
    within TEXT NOT NULL, member TEXT NOT NULL, born INTEGER, died INTEGER
);
CREATE TABLE name (
    folded TEXT NOT NULL, thing INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL
);
CREATE TABLE sound (
    sound TEXT NOT NULL, rank INTEGER NOT NULL, thing INTEGER NOT NULL, name TEXT NOT NULL
);
CREATE TABLE alike (other TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX alike_key ON alike (key);
CREATE VIEW things AS
    SELECT t.key, t.type, t.label, t.description, t.count, t.latitude, t.longitude, t.same_as, t.within,
        t.member, t.born, t.died, s.rank, t.id
    FROM thing t JOIN source s ON s.id = t.source;
CREATE VIEW names AS
    SELECT t.key, t.type, t.label, t.description, t.count, t.latitude, t.longitude, t.same_as, t.within,
        t.member, t.born, t.died, s.rank, n.name, n.kind, n.count AS uses, n.folded
    FROM name n JOIN thing t ON t.id = n.thing JOIN source s ON s.id = t.source;
"""
# Of millions of names an index is sorted in one go when all are there; a tree that grows in a foreign order costs many
# times as much. The last two are for replacing what a source gave.
INDEXES: Final = {
    "thing_key": "CREATE UNIQUE INDEX IF NOT EXISTS thing_key ON thing (key, source)",
    "name_folded": "CREATE INDEX IF NOT EXISTS name_folded ON name (folded, count)",
    "sound_sound": "CREATE INDEX IF NOT EXISTS sound_sound ON sound (sound, rank)",
    "name_thing": "CREATE INDEX IF NOT EXISTS name_thing ON name (thing)",
    "sound_thing": "CREATE INDEX IF NOT EXISTS sound_thing ON sound (thing)",
}
