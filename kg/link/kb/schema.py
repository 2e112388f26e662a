"""The tables of a knowledge base in its file (SQLite), and the version of their form."""

from collections.abc import Sequence
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
"""
# A knowledge base may lie on another one, which is attached when it is opened: docs/decisions/0028.
OWN: Final = "main"
BENEATH: Final = "beneath"
APART: Final = 1 << 24  # what lies beneath counts its things from here, and its sources
_COLUMNS: Final = """\
t.type, t.label, t.description, t.count, t.latitude, t.longitude, t.same_as, t.within, t.member, t.born, t.died,
    s.rank, t.id, t.key AS own, t.names, t.origin, s.name AS source"""
_OTHERS: Final = ("source", "credit", "counted", "sound", "alike")


# Adds all that is in the attached file ``upper``.
JOINED: Final = tuple(
    f"INSERT OR REPLACE INTO main.{table} SELECT * FROM upper.{table}"
    for table in (*_OTHERS, "thing", "name")
)


def views(layers: Sequence[str]) -> str:
    """Return the statements for the views ``things`` and ``names`` over LAYERS, which are names of attached files.

    Of several, each layer is asked by itself, so that its indexes are used, and other tables become views over all.
    """
    is_one = len(layers) == 1
    kind, prefix = ("", "") if is_one else ("TEMP ", "{}.")
    keys = [
        f"(SELECT a.key FROM {prefix.format(each)}alike a WHERE a.other = t.key)" for each in layers
    ]
    key = f"coalesce({', '.join((*keys, 't.key'))}) AS key"
    made = []
    if not is_one:
        for table in _OTHERS:
            parts = " UNION ALL ".join(f"SELECT * FROM {each}.{table}" for each in layers)
            made.append(f"CREATE TEMP VIEW {table} AS {parts}")
    things = (
        f"SELECT {key}, {_COLUMNS} FROM {each}thing t JOIN {each}source s ON s.id = t.source"
        for each in map(prefix.format, layers)
    )
    names = (
        f"SELECT {key}, {_COLUMNS}, n.name, n.kind, n.count AS uses, n.folded FROM {each}name n "
        f"CROSS JOIN {each}thing t ON t.id = n.thing CROSS JOIN {each}source s ON s.id = t.source"
        for each in map(prefix.format, layers)
    )
    made.append(f"CREATE {kind}VIEW things AS {' UNION ALL '.join(things)}")
    made.append(f"CREATE {kind}VIEW names AS {' UNION ALL '.join(names)}")
    return "".join(f"{each};\n" for each in made)


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
