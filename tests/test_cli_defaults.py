"""What the command line offers without loading a library is what that library has."""

from kg import infer
from kg.cli import infer as inferring
from kg.cli import rewrite, suggest
from kg.explore import rewriting
from kg.suggest import MOST


def test_the_profiles_and_the_limit_of_infer():
    assert [each.value for each in infer.Profile] == list(inferring._PROFILES)
    assert infer.LIMIT == inferring._LIMIT


def test_the_vocabularies_of_export():
    assert rewriting.TARGETS == rewrite._TARGETS
    assert all(rewriting.queries(each) for each in rewriting.TARGETS)


def test_how_many_sentences_are_read_for_suggestions():
    assert suggest._READ == MOST
