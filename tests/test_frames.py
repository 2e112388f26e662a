"""Grammatical functions, read off parses written by hand."""

import pytest

from kg.extract.grammar.frames import frame, frames, phrasal_lemma


@pytest.fixture
def slots(make_doc):
    """A function from a parse and one of its verbs to the words that fill each function."""

    def of(sentence: str, verb: str) -> dict[str, list[str]]:
        token = next(token for token in make_doc(sentence) if token.text == verb)
        return {name: [head.text for head in heads] for name, heads in frame(token).slots.items()}

    return of


# fmt: off
@pytest.mark.parametrize(("sentence", "verb", "wanted"), [
    # Voice: the functions are those of the active.
    ("Rebels/NNS/nsubj>1 attacked/VBD/ROOT Goma/NNP/dobj>1",
     "attacked", {"subject": ["Rebels"], "object": ["Goma"]}),
    ("Goma/NNP/nsubjpass>2 was=be/VBD/auxpass>2 attacked/VBN/ROOT by/IN/agent>2 rebels/NNS/pobj>3",
     "attacked", {"subject": ["rebels"], "object": ["Goma"]}),
    ("Lund/NNP/nsubj>1 saw=see/VBD/ROOT Goma/NNP/nsubj>3 attacked/VBN/ccomp>1",
     "attacked", {"object": ["Goma"]}),
    # A headline has no full stop, and its participle is passive.
    ("Minister/NN/nsubj>1 held=hold/VBN/ROOT over/IN/prep>1 bribes/NNS/pobj>2",
     "held", {"object": ["Minister"], "over": ["bribes"]}),
    ("Boats/NNS/nsubj>1 collided=collide/VBN/ROOT ./PUNCT/punct>1",
     "collided", {"subject": ["Boats"]}),
    ("Goma/NNP/nsubjpass>2 was=be/VBD/auxpass>2 attacked/VBN/ROOT",
     "attacked", {"object": ["Goma"]}),
    ("Lund/NNP/nsubjpass>2 was=be/VBD/auxpass>2 given=give/VBN/ROOT a/DT/det>4 prize/NN/dobj>2 by/IN/agent>2 "
     "Norway/NNP/pobj>5",
     "given", {"subject": ["Norway"], "recipient": ["Lund"], "object": ["prize"]}),
    ("Norway/NNP/nsubj>1 gave=give/VBD/ROOT Israel/NNP/dative>1 a/DT/det>4 warning/NN/dobj>1",
     "gave", {"subject": ["Norway"], "recipient": ["Israel"], "object": ["warning"]}),
    ("Mali/NNP/nsubj>1 named=name/VBD/ROOT Keita/NNP/dobj>1 minister/NN/oprd>1",
     "named", {"subject": ["Mali"], "object": ["Keita"], "complement": ["minister"]}),
    # Prepositions, one within another, and the second "as" of an ellipsis.
    ("Norway/NNP/nsubj>1 exports=export/VBZ/ROOT gas/NN/dobj>1 to/IN/prep>1 Germany/NNP/pobj>3",
     "exports", {"subject": ["Norway"], "object": ["gas"], "to": ["Germany"]}),
    ("Rebels/NNS/nsubj>1 withdrew/VBD/ROOT from/IN/prep>1 near/IN/prep>2 Goma/NNP/pobj>3",
     "withdrew", {"subject": ["Rebels"], "near": ["Goma"]}),
    ("Mali/NNP/nsubj>1 appointed/VBD/ROOT Diop/NNP/dobj>1 as/IN/prep>1 minister/NN/pobj>3 and/CC/cc>1 "
     "Keita/NNP/dep>1 as/IN/prep>1 envoy/NN/pobj>7",
     "appointed", {"subject": ["Mali"], "object": ["Diop"], "as": ["minister"]}),
])
def test_frame_names_the_functions_of_the_active(sentence, verb, wanted, slots):
    assert slots(sentence, verb) == wanted


@pytest.mark.parametrize(("sentence", "verb", "wanted"), [
    ("the/DT/det>1 man/NN/ROOT who/WP/nsubj>3 killed/VBD/relcl>1 Varga/NNP/dobj>3",
     "killed", {"subject": ["man"], "object": ["Varga"]}),
    ("the/DT/det>1 town/NN/ROOT that/WDT/dobj>4 rebels/NNS/nsubj>4 attacked/VBD/relcl>1",
     "attacked", {"subject": ["rebels"], "object": ["town"]}),
    ("the/DT/det>1 oil/NN/ROOT Chevron/NNP/nsubj>3 exports/VBZ/relcl>1",
     "exports", {"subject": ["Chevron"], "object": ["oil"]}),
    ("the/DT/det>1 port/NN/ROOT where/WRB/advmod>4 rebels/NNS/nsubj>4 attacked/VBD/relcl>1",
     "attacked", {"subject": ["rebels"], "where": ["port"]}),
    ("the/DT/det>1 town/NN/ROOT attacked/VBN/acl>1 by/IN/agent>2 rebels/NNS/pobj>3",
     "attacked", {"subject": ["rebels"], "object": ["town"]}),
    ("the/DT/det>1 oil/NN/ROOT Chevron/NNP/nsubj>3 wants=want/VBZ/relcl>1 to/TO/aux>5 export/VB/xcomp>3",
     "export", {"subject": ["Chevron"], "object": ["oil"]}),
    ("the/DT/det>2 first/JJ/amod>2 ship/NN/ROOT to/TO/aux>5 be/VB/auxpass>5 built=build/VBN/relcl>2",
     "built", {"object": ["ship"]}),
    ("rebels/NNS/ROOT attacking/VBG/acl>0 Goma/NNP/dobj>1",
     "attacking", {"subject": ["rebels"], "object": ["Goma"]}),
])
def test_frame_follows_what_describes_a_noun(sentence, verb, wanted, slots):
    assert slots(sentence, verb) == wanted


@pytest.mark.parametrize(("sentence", "verb", "wanted"), [
    # The subject of the verb above, its object behind verbs that ask for it, and nobody's where no one can tell.
    ("Kestrel/NNP/nsubj>1 wants=want/VBZ/ROOT to/TO/aux>3 buy/VB/xcomp>1 Daimon/NNP/dobj>3",
     "buy", {"subject": ["Kestrel"], "object": ["Daimon"]}),
    ("Norway/NNP/nsubj>1 urged=urge/VBD/ROOT Israel/NNP/dobj>1 to/TO/aux>4 withdraw/VB/xcomp>1",
     "withdraw", {"subject": ["Israel"]}),
    ("Norway/NNP/nsubj>1 found=find/VBD/ROOT Kestrel/NNP/dobj>1 to/TO/aux>4 build/VB/xcomp>1",
     "build", {}),
    ("Norway/NNP/nsubj>1 picked=pick/VBD/ROOT Kestrel/NNP/dobj>1 to/TO/aux>4 build/VB/xcomp>1",
     "build", {"subject": ["Kestrel"]}),
    ("Hale/NNP/nsubj>1 picked=pick/VBD/ROOT locks/NNS/dobj>1 to/TO/aux>4 enter/VB/xcomp>1",
     "enter", {}),
    ("Israel/NNP/nsubjpass>2 was=be/VBD/auxpass>2 urged=urge/VBN/ROOT to/TO/aux>4 withdraw/VB/xcomp>2",
     "withdraw", {"subject": ["Israel"]}),
    ("Police/NNS/nsubj>1 accused=accuse/VBD/ROOT Novak/NNP/dobj>1 of/IN/prep>1 taking/VBG/pcomp>3 bribes/NNS/dobj>4",
     "taking", {"subject": ["Novak"], "object": ["bribes"]}),
    ("Norway/NNP/nsubj>1 helped/VBD/ROOT Mali/NNP/dobj>1 by/IN/prep>1 sending/VBG/pcomp>3 grain/NN/dobj>4",
     "sending", {"subject": ["Norway"], "object": ["grain"]}),
    # Participles and purposes take the subject, but not a participle behind a comma at the end.
    ("Rebels/NNS/nsubj>1 seized/VBD/ROOT Goma/NNP/dobj>1 ,/,/punct>1 killing/VBG/advcl>1 soldiers/NNS/dobj>4",
     "killing", {"subject": ["Rebels"], "object": ["soldiers"]}),
    ("Bello/NNP/nsubj>1 flew/VBD/ROOT to/TO/aux>3 meet/VB/advcl>1 Merkel/NNP/dobj>3",
     "meet", {"subject": ["Bello"], "object": ["Merkel"]}),
    ("Lund/NNP/nsubj>1 sold=sell/VBD/ROOT shares/NNS/dobj>1 to/TO/aux>4 raise/VB/advcl>1 cash/NN/dobj>4",
     "raise", {"subject": ["Lund"], "object": ["cash"]}),
    ("it/PRP/nsubj>1 took=take/VBD/ROOT years/NNS/dobj>1 to/TO/aux>4 raise/VB/advcl>1 cash/NN/dobj>4",
     "raise", {"object": ["cash"]}),
    ("Lund/NNP/nsubj>1 is=be/VBZ/ROOT willing/JJ/acomp>1 to/TO/aux>4 pay/VB/xcomp>2",
     "pay", {"subject": ["Lund"]}),
    ("Lund/NNP/nsubj>1 is=be/VBZ/ROOT hard/JJ/acomp>1 to/TO/aux>4 beat/VB/xcomp>2",
     "beat", {}),
    ("Lund/NNP/nsubj>1 is=be/VBZ/ROOT committed=commit/VBN/acomp>1 to/TO/aux>4 pay/VB/xcomp>2",
     "committed", {"object": ["Lund"]}),
    ("Lund/NNP/nsubj>2 has=have/VBZ/aux>2 won=win/VBN/ROOT and/CC/cc>2 is=be/VBZ/aux>5 paying=pay/VBG/conj>2",
     "paying", {"subject": ["Lund"]}),
    # What a noun names is done by who has it, gets it or asks for it, not by the noun.
    ("Lund/NNP/nsubj>1 won=win/VBD/ROOT a/DT/det>3 contract/NN/dobj>1 to/TO/aux>5 build/VB/acl>3 ships/NNS/dobj>5",
     "build", {"subject": ["Lund"], "object": ["ships"]}),
    ("Mali/NNP/nsubj>1 gave=give/VBD/ROOT Lund/NNP/dative>1 permission/NN/dobj>1 to/TO/aux>5 build/VB/acl>3",
     "build", {"subject": ["Lund"]}),
    ("Lund/NNP/poss>2 's/POS/case>0 plan/NN/nsubj>5 to/TO/aux>4 build/VB/acl>2 failed/VBD/ROOT",
     "build", {"subject": ["Lund"]}),
    ("Lund/NNP/nsubj>1 saw=see/VBD/ROOT a/DT/det>3 bridge/NN/dobj>1 to/TO/aux>5 cross/VB/acl>3",
     "cross", {}),
    ("rising=rise/VBG/amod>1 prices/NNS/ROOT", "rising", {"subject": ["prices"]}),
    ("Founded/VBN/advcl>5 by/IN/agent>0 Lund/NNP/pobj>1 ,/,/punct>5 Kestrel/NNP/nsubj>5 grew/VBD/ROOT",
     "Founded", {"subject": ["Lund"], "object": ["Kestrel"]}),
    ("Kenyans/NNS/nsubj>1 died/VBD/ROOT ,/,/punct>1 often/RB/advmod>4 poisoned/VBN/advcl>1",
     "poisoned", {}),
    ("UBS/NNP/advmod>2 to/TO/aux>2 buy/VB/ROOT Daimon/NNP/dobj>2",
     "buy", {"subject": ["UBS"], "object": ["Daimon"]}),
])
def test_frame_finds_a_subject_that_is_not_said(sentence, verb, wanted, slots):
    assert slots(sentence, verb) == wanted


@pytest.mark.parametrize(("sentence", "verb", "wanted"), [
    ("Rebels/NNS/nsubj>3 and/CC/cc>0 soldiers/NNS/conj>0 attacked/VBD/ROOT Goma/NNP/dobj>3 and/CC/cc>4 "
     "Bukavu/NNP/conj>4",
     "attacked", {"subject": ["Rebels", "soldiers"], "object": ["Goma", "Bukavu"]}),
    ("Planes/NNS/nsubj>1 bombed/VBD/ROOT Rockville/NNP/dobj>1 ,/,/punct>2 Maryland/NNP/conj>2",
     "bombed", {"subject": ["Planes"], "object": ["Rockville"]}),
    ("Rebels/NNS/nsubj>1 attacked/VBD/ROOT Goma/NNP/dobj>1 and/CC/cc>1 killed/VBD/conj>1 civilians/NNS/dobj>4",
     "killed", {"subject": ["Rebels"], "object": ["civilians"]}),
    ("Rebels/NNS/nsubj>1 attacked/VBD/ROOT and/CC/cc>1 looted/VBD/conj>1 Goma/NNP/dobj>3",
     "attacked", {"subject": ["Rebels"], "object": ["Goma"]}),
    ("Rebels/NNS/nsubj>1 fled/VBD/ROOT to/IN/prep>1 Goma/NNP/pobj>2 and/CC/cc>1 burned/VBD/conj>1 farms/NNS/dobj>5",
     "fled", {"subject": ["Rebels"], "to": ["Goma"]}),
    ("Two/CD/nsubjpass>2 were=be/VBD/auxpass>2 seized/VBN/ROOT and/CC/cc>2 jailed/VBN/conj>2 by/IN/agent>4 "
     "Mali/NNP/pobj>5",
     "seized", {"subject": ["Mali"], "object": ["Two"]}),
    ("Two/CD/nsubjpass>2 were=be/VBD/auxpass>2 arrested/VBN/ROOT and/CC/cc>2 jailed/VBN/conj>2 by/IN/agent>4 "
     "Mali/NNP/pobj>5",
     "jailed", {"subject": ["Mali"], "object": ["Two"]}),
])
def test_frame_shares_what_is_coordinated(sentence, verb, wanted, slots):
    assert slots(sentence, verb) == wanted


@pytest.mark.parametrize(("sentence", "headlines", "passive"), [
    ("Tourists/NNS/nsubj>1 evacuated=evacuate/VBD/ROOT in/IN/prep>1 Goma/NNP/pobj>2", 1, True),
    ("Tourists/NNS/nsubj>1 evacuated=evacuate/VBD/ROOT in/IN/prep>1 Goma/NNP/pobj>2", 0, False),
    ("Tourists/NNS/nsubj>1 evacuated=evacuate/VBD/ROOT Goma/NNP/dobj>1", 1, False),
    ("Prices/NNS/nsubj>1 fell=fall/VBD/ROOT in/IN/prep>1 Goma/NNP/pobj>2", 1, False),
])
def test_past_tense_of_a_headline_is_a_participle(sentence, headlines, passive, make_doc):
    assert frame(make_doc(sentence, headlines=headlines)[1]).passive is passive


def test_frame_behind_content_has_no_subject(slots):
    sentence = ("She/PRP/nsubj>1 said/VBD/ROOT he/PRP/nsubj>3 was=be/VBD/ccomp>1 ill/JJ/acomp>3 and/CC/cc>1 "
                "returned/VBD/conj>1 to/IN/prep>6 Quito/NNP/pobj>7")
    assert slots(sentence, "returned") == {"to": ["Quito"]}


@pytest.mark.parametrize(("sentence", "verb", "lemma"), [
    ("Bello/NNP/nsubj>1 stepped=step/VBD/ROOT down/RP/prt>1", "stepped", "step down"),
    ("Bello/NNP/nsubj>1 stepped=step/VBD/ROOT down/RB/advmod>1", "stepped", "step down"),
    ("Oil/NN/nsubj>1 fell=fall/VBD/ROOT back/RB/advmod>1", "fell", "fall back"),
    ("Bello/NNP/nsubj>1 fell=fall/VBD/ROOT ill/RB/advmod>1", "fell", "fall"),
    ("Police/NNS/nsubj>1 stepped=step/VBD/ROOT quickly/RB/advmod>1 down/RB/advmod>1", "stepped", "step"),
])
def test_phrasal_lemma_has_the_particle(sentence, verb, lemma, make_doc):
    assert phrasal_lemma(next(t for t in make_doc(sentence) if t.text == verb)) == lemma


@pytest.mark.parametrize(("sentence", "predicates"), [
    ("Officials/NNS/nsubj>2 have=have/VBP/aux>2 said=say/VBN/ROOT so/RB/advmod>2", ["said"]),
    ("the/DT/det>2 alleged/VBN/amod>2 thief/NN/ROOT", []),
    ("rebels/NNS/ROOT including/VBG/prep>0 Bello/NNP/pobj>1", []),
    ("Bello/NNP/nsubj>1 is=be/VBZ/ROOT ill/JJ/acomp>1", ["is"]),
])
def test_frames_are_those_of_verbs_that_carry_arguments(sentence, predicates, make_doc):
    assert [each.token.text for each in frames(make_doc(sentence))] == predicates
# fmt: on
