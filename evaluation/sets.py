"""All sets that there are: where each lies below the data folder, and what measures it."""

from typing import Final

from evaluation import (
    carb,
    corpus,
    elevant,
    knowledgenet,
    newsreader,
    polnear,
    re3d,
    speed,
    text2kg,
)
from kg.evaluate import articlefacts
from kg.evaluate.sets import GOLD, EvaluationSet, by_name

SETS: Final = by_name(
    GOLD,
    EvaluationSet(
        name="facts-read",
        title="All the facts of 16 articles that anybody may look at",
        folder="read",
        run=articlefacts.run,
    ),
    EvaluationSet(
        name="facts-count",
        title="All the facts of 8 articles that are only counted",
        folder="count",
        run=articlefacts.run,
    ),
    EvaluationSet(
        name="corpus",
        title="Our own sentences (the test part of the corpus)",
        folder="corpus",
        run=corpus.run,
        errors=corpus.errors,
    ),
    EvaluationSet(
        name="knowledgenet",
        title="Facts about people and companies (KnowledgeNet, fold 4)",
        folder="knowledgenet",
        run=knowledgenet.run,
    ),
    EvaluationSet(
        name="text2kgbench",
        title="Triples of given ontologies (Text2KGBench, Wikidata-TekGen)",
        folder="text2kgbench",
        run=text2kg.run,
    ),
    EvaluationSet(
        name="re3d", title="Relations in texts on Syria and Iraq", folder="re3d", run=re3d.run
    ),
    EvaluationSet(
        name="carb", title="CaRB: open information extraction", folder="carb", run=carb.run
    ),
    EvaluationSet(
        name="polnear", title="PolNeAR: who says what", folder="polnear/dev", run=polnear.run
    ),
    EvaluationSet(
        name="elevant",
        title="Entity linking (ELEVANT's sets of news)",
        folder="elevant",
        run=elevant.run,
    ),
    EvaluationSet(name="speed", title="Speed on real news", folder="news", run=speed.run),
    EvaluationSet(
        name="meantime",
        title="MEANTIME: events, factuality and times in Wikinews",
        folder="meantime",
        run=newsreader.run,
    ),
)
