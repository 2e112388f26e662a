"""Other languages are told apart from English, and named as the reason."""

import pytest

from kg.sources import document
from kg.sources.english import is_english

ENGLISH = (
    "The minister said on Monday that the port would be closed for a week after the storm. "
    "Officials in Lima are still counting the damage, and schools will not open before Friday."
)
FRENCH = (
    "Le ministre a déclaré lundi que le port serait fermé pendant une semaine après la tempête. "
    "Les autorités de Lima comptent encore les dégâts et les écoles n'ouvriront pas avant vendredi."
)
DUTCH = (
    "De minister zei maandag dat de haven na de storm een week gesloten zou zijn. "
    "Ambtenaren in Lima tellen nog altijd de schade en de scholen gaan niet voor vrijdag open."
)
SPANISH = (
    "El ministro dijo el lunes que el puerto estaría cerrado durante una semana tras la tormenta. "
    "Las autoridades de Lima siguen contando los daños y las escuelas no abrirán antes del viernes."
)


def test_english_prose_is_english():
    assert is_english(document(ENGLISH))


@pytest.mark.parametrize("text", [FRENCH, DUTCH, SPANISH], ids=["fr", "nl", "es"])
def test_other_languages_are_not(text):
    assert not is_english(document(text))


def test_a_few_words_pass():
    assert is_english(document("Madrid, Lima, Quito."))
