"""What a thing is: the class of the ontology, by the type of the source, its description and its label."""

import re
from functools import cache
from typing import Final

from kg import ontology
from kg.link.kb.fold import fold
from training.entities.rows import Entity
from training.entities.told import peoples

# What the source calls otherwise.
_TYPES: Final = {
    "Other": "Entity",
    "Event": "Entity",
    "Currency": "Entity",
    "Index": "StockIndex",
}
# The noun at the head of a description, and the class.
_HEADS: Final = {
    "CreativeWork": (
        "film movie album ep song single novel novella book sitcom miniseries game painting opera musical play comic "
        "manga anime poem soundtrack symphony documentary episode series show program programme telenovela "
        "mixtape ballet fresco sculpture trilogy thriller fairytale cartoon videogame remake sequel"
    ),
    "MediaOrganization": (
        "newspaper magazine broadcaster channel station publisher tabloid weekly daily journal"
    ),
    "SportsTeam": "club team franchise-team",
    "SportsLeague": "league",
    "Prize": "award prize medal awards trophy decoration honour",
    "University": "university college",
    "Company": (
        "company brand airline manufacturer retailer bank firm corporation chain conglomerate studio startup business "
        "enterprise carmaker automaker supermarket distributor developer insurer brewery subsidiary multinational"
    ),
    "PoliticalParty": "party",
    "GovernmentBody": (
        "ministry agency government parliament legislature cabinet authority commission department senate"
    ),
    "Court": "court tribunal",
    "Position": "office position rank title post minister occupation profession",
    "BodyOfWater": "river lake sea ocean bay strait gulf reservoir stream creek",
    "Place": (
        "mountain island islands peninsula valley volcano desert archipelago range neighborhood neighbourhood suburb "
        "quarter forest plateau glacier continent cape hill peak"
    ),
    "City": "city town village municipality commune settlement capital seat borough",
    "Region": "county province district region prefecture territory governorate canton oblast state division",
    "Facility": (
        "stadium airport bridge building museum palace castle church road highway street arena skyscraper prison port "
        "park dam monument cathedral hotel theater theatre zoo cemetery tower mosque temple library railway motorway "
        "tunnel fortress lighthouse"
    ),
    "PeopleGroup": "people tribe peoples nation group-of-people clan",
    "Disease": "disease virus syndrome infection disorder",
    "Law": "treaty act constitution law directive",
    "ArmedForce": "army regiment brigade militia navy battalion squadron",
    "Vehicle": "car aircraft ship automobile airliner locomotive helicopter submarine frigate destroyer",
    "Weapon": "rifle missile pistol gun tank",
    "Organization": (
        "band organization organisation association union foundation charity church-body group institute society "
        "federation diocese denomination duo orchestra quartet gang school hospital"
    ),
    "Entity": (
        "war battle revolution election elections festival language languages genus species asteroid galaxy currency "
        "championship tournament cup competition ceremony character holiday dynasty religion conflict massacre"
    ),
}  # fmt: skip
_CLASS_OF: Final = {head: name for name, heads in _HEADS.items() for head in heads.split()}
_CUT: Final = re.compile(
    r"[,;:(.–]| (?:by|in|of|from|for|directed|written|which|that|who|whose|about|on|produced|starring|released|at|"
    r"based|with|where|to|created|set|developed|published|located|under|near|between|as|consisting|used|during|"
    r"within|known|founded|operating|headquartered|featuring|made)\b"
)
# What a description tells whose head noun does not.
_MADE: Final = (
    r"\b(?:computer|console|language|operating system|smartphone|software) (?:line )?by \w"
)
_DESCRIPTIONS: Final = tuple(
    (re.compile(pattern, re.I), name)
    for pattern, name in (
        (r"\b(?:stock|share|equity|stocks)\b.*\bindex\b|\bindex\b.*\bstocks?\b", "StockIndex"),
        (r"^.{0,40}\bnational (?:[\w-]+ )*team\b", "SportsTeam"),
        (r"^public office\b", "Position"),
        (_MADE, "Product"),
        (r"^government organisation\b|\bcentral bank\b", "GovernmentBody"),
        (
            r"^(?!list).{0,40}\b(?:football|basketball|hockey|baseball|rugby|cricket|soccer|NFL|NBA|"
            r"NHL|MLB|Football League|"
            r"Hockey League|League Baseball|Basketball Association)\b.{0,20}\b(?:team|franchise|club)\b",
            "SportsTeam",
        ),
        (r"\bleague (?:in|of)\b", "SportsLeague"),
        (r"^(?:fictional|mythical|mythological)\b", "Entity"),
    )
)
_SAYS_LITTLE: Final = re.compile(r"^(?:other|nonprofit|funder) organisation in ")
_LEAGUE: Final = re.compile(
    r"League|[Ll]iga\b|Serie|Ligue|[Dd]ivisi[oó]n|Eredivisie|Premiership|Primera|Superettan|Allsvenskan|lig\b"
)
_BROADCAST: Final = re.compile(r"\b(?:radio|television|TV|news|cable|broadcast\w*)\b", re.I)
_SERIES: Final = re.compile(
    r"\b(?:television|TV|web|drama|comedy|book|film|novel|animated|comic|game|anime|crime|reality|documentary)\b",
    re.I,
)
# What a label alone tells, of things of these types of the source.
_ANY: Final = ("Other", "Organization", "GovernmentBody", "Facility", "Law", "Event", "Company")
_SOME: Final = ("Other", "Organization", "GovernmentBody", "Facility")
_LABELS: Final = tuple(
    (re.compile(pattern), name, types)
    for pattern, name, types in (
        (r"\bnational (?:[\w-]+ )*team$", "SportsTeam", _ANY),
        (r"^(?:[A-Z][\w.&'-]+ )+[A-Z]\w+ (?:football|(?:men's |women's )?basketball|baseball|ice hockey)$",
         "SportsTeam", _ANY),
        (r"^(?:F\.?C\.?|A\.?F\.?C\.?|A\.?C\.?|S\.?C\.?) |\b(?:F\.?C\.?|A\.?F\.?C\.?)$", "SportsTeam", _SOME),
        (r"\bStock Exchange$", "Company", _ANY),
        (r"^(?:Ministry|Department|Bureau|Office) (?:of|for) |\bMinistry$", "GovernmentBody", _SOME),
        (r"^(?:Deputy |Vice |Prime |First |Chief |Second )*(?:Minister|President|Governor|Mayor|Ambassador|"
         r"Secretary|Premier|Chancellor|Chairman|Chairperson|Speaker|Attorney General|Bishop|Archbishop|"
         r"Commissioner|King|Queen|Duke|Earl|Lieutenant Governor|Leader)s? (?:of|for|to) ", "Position", _SOME),
        (r"\b(?:Prime Minister|Minister of [A-Z]\w+|Ambassador to [A-Z].*)$", "Position", _SOME),
        (r"^(?!\d).*\b(?:Premier|Super|Major|National|American|Football|Hockey|Basketball|Baseball|Soccer|Cricket|"
         r"Rugby) League(?: (?:Baseball|Soccer|One|Two|[12]))?$|^(?:Serie [AB]|La Liga|Bundesliga|Ligue [12])$",
         "SportsLeague", _ANY),
        (r"^(?:National|American|Canadian|Women's National) (?:Football|Basketball|Hockey|"
         r"Soccer) (?:League|Association)$",
         "SportsLeague", _ANY),
        (r"\b(?:Award|Prize|Medal|Awards)(?: (?:for|in|of) .*)?$", "Prize", _ANY),
        (r"^(?:The )?University of [A-Z]|^[A-Z].* University$", "University", _SOME),
        (r"^Treaty of |\b(?:Treaty|Accords?|Agreement|Act)(?: of \d{4}|,? \d{4})?$|\bConvention (?:on|for) ",
         "Law", ("Other", "Law")),
        (r"\b(?:Airport|Stadium|Bridge|railway station|Museum|Hospital|Cathedral|Palace|Castle|Arena)$",
         "Facility", ("Other",)),
        (r"\b(?:LLP|& Co\.?|Inc\.?|Ltd\.?|PLC|GmbH|Corporation|Corp\.?|AG|S\.A\.|Holdings)$", "Company", _ANY),
        (r"\((?:.* )?(?:film|album|song|TV series|novel|video game|series)\)$", "CreativeWork", _ANY),
        (r"\b(?:River|Lake)$|^(?:Lake|River) ", "BodyOfWater", ("Other", "Place")),
        (r"(?<!Tea)(?<!Birthday) (?:Party|Partei)$", "PoliticalParty", ("Other", "Organization")),
        (r"\b(?:News Agency|Radio|Television|Times|Herald|Tribune|Gazette|Chronicle|Observer|Journal|Magazine)$",
         "MediaOrganization", ("Other",)),
        (r"\b(?:Airlines|Airways|Air Lines|Industries|Motors|Textiles?|Systems|Technologies|Pharmaceuticals|Railway|"
         r"Records|Studios|Brewery|Bank|Insurance|Group|Company|Exchange|Brothers|Stores|Energy|Oil|Steel)$",
         "Company", ("Other",)),
        (r"\b(?:Commission|Authority|Ministry|Administration|Agency|Bureau|Parliament|Assembly)$",
         "GovernmentBody", ("Other",)),
        (r"\b(?:Army|Brigade|Regiment|Battalion|Air Force|Navy|Militia)$", "ArmedForce", ("Other",)),
        (r"\b(?:Association|Institute|Council|Committee|Union|Society|Foundation|Federation|Movement|Front|Church|"
         r"School|Organi[sz]ation|Club|Cent(?:er|re)|Orchestra|Network|Alliance|Coalition|Initiative|Trust|Academy)$",
         "Organization", ("Other",)),
        (r"\b(?:Station|Street|Square|Tower|Building|Hotel|Mine|Dam|Theat(?:er|re)|Library|Prison|Avenue|Park|"
         r"Memorial|Cemetery|Monument|Temple|Mosque|Hall)$", "Facility", ("Other",)),
        (r"^(?:Mount|Cape) [A-Z]|\b(?:Island|Islands|Mountain|Mountains|Valley|Peninsula|Desert|Beach|Falls)$",
         "Place", ("Other",)),
    )
)  # fmt: skip
_UNIVERSITY: Final = re.compile(
    r"\b(?:Universi\w+|College|Polytechni\w+|Institute of Technology|Academy|Hochschule|Institut\w*|Faculty)\b",
    re.I,
)
_PLACES: Final = frozenset({"Region", "City", "Place", "BodyOfWater", "Facility"})
_LOOSE: Final = frozenset(
    {"Other", "Event", "Law", "Product", "Organization", "Facility", "GovernmentBody"}
)
_ON_MAP: Final = frozenset({*_PLACES, "Other", "Organization"})
# From which types of the source a description may lead to a class; a description may be that of a namesake.
_FROM: Final = {
    "CreativeWork": None,
    "Prize": None,
    "Region": _ON_MAP - {"Facility"},
    "City": _ON_MAP - {"Facility"},
    "Place": _ON_MAP,
    "BodyOfWater": _ON_MAP,
    "Facility": frozenset({*_ON_MAP, "GovernmentBody", "Company"}),
    "MediaOrganization": frozenset({"Other", "Organization", "Product", "GovernmentBody"}),
    "PeopleGroup": frozenset({*_ON_MAP, "GovernmentBody"}),
    "Organization": _LOOSE - {"GovernmentBody"},
    "Law": frozenset({"Other", "Law", "Event"}),
    "GovernmentBody": _LOOSE - {"Product"},
    "Vehicle": frozenset({*_LOOSE, "Person"}),
}
_FIRMS: Final = "y"  # a source that has nothing but firms
_STRICT_CITY: Final = re.compile(r"^(?:\w+ )?(?:city|town|capital)(?: and \w+)? (?:in|of) [A-Z]")
_STRICT_WORK: Final = re.compile(r"^\d{4}s? ")  # of what is taken for a person
_LEFT_OUT: Final = re.compile(
    r"^(?:bilateral|diplomatic|international) relations\b|^wikimedia|^wikidata|\brelations between\b|"
    r"\bby-election\b|municipality elections?$|^(?:family name|given name|male given name|female given name|surname)|"
    r"^(?:genus|species|family|subfamily|order|tribe) of |\bprotein\b|^(?:chemical )?(?:element|compound)|"
    r"^form of number|unicode|^street in |diplomatic mission$",
    re.I,
)
_LEFT_OUT_LABEL: Final = re.compile(
    r"\brelations$|^Wikidata |^List of |\b(?:by-)?elections?(?: in .*|,? \d{4}|, \w+ \d{4})?$|^\d+ [Mm]ayor of|"
    r"^[Ee]mbassy of |\bembassy, |^Timeline of|^History of |^Outline of|^Category:|^Template:"
)


def kind(entity: Entity) -> str | None:
    """Return the class of ENTITY; None where no name of the news is one of it."""
    if _is_left_out(entity):
        return None
    if entity.id in _countries():
        return "Country"
    if fold(entity.label) in peoples():
        return (
            "PeopleGroup"
            if _TYPES.get(entity.type) != "Entity" and "people" in entity.description
            else None
        )
    own = _TYPES.get(entity.type, entity.type)
    told = _told(entity)
    if told is not None and _may_be(entity, told):
        return told
    if own == "University" and not _UNIVERSITY.search(entity.label):
        return "Organization"
    if own == "Entity" and entity.label[0].islower() and entity.label.split()[0].islower():
        return None  # a kind of thing: "class M planet"
    return own


@cache
def _countries() -> frozenset[str]:
    terms = ontology.load().terms
    return frozenset(term.wikidata for term in terms if term.type == "Country" and term.wikidata)


def _may_be(entity: Entity, told: str) -> bool:
    """Tell whether a description that says that ENTITY is TOLD can be right."""
    if told == "City" and _STRICT_CITY.match(entity.description):
        return True
    if entity.type == "Person":
        is_work = told == "CreativeWork" and _STRICT_WORK.match(entity.description)
        is_made = told == "Product" and re.search(_MADE, entity.description)
        return bool(is_work or is_made) or told in ("Vehicle", "Entity")
    types = _FROM.get(told, _LOOSE)
    return types is None or entity.type in types


def _is_left_out(entity: Entity) -> bool:
    if _LEFT_OUT.search(entity.description) or _LEFT_OUT_LABEL.search(entity.label):
        return True
    # A common noun; "iPhone" is none.
    return not any(c.isupper() for c in entity.label)


def _told(entity: Entity) -> str | None:
    for pattern, name in _DESCRIPTIONS:
        if pattern.search(entity.description):
            return name
    if entity.type == "Other" and _FIRMS in entity.sources and not entity.description:
        return "Company"
    if entity.description == "football competition" and _LEAGUE.search(entity.label):
        return "SportsLeague"
    found = _of_head(entity.description)
    if found is not None and not _SAYS_LITTLE.match(entity.description):
        return found
    for pattern, name, types in _LABELS:
        if entity.type in types and pattern.search(entity.label):
            return name
    return found


def _of_head(description: str) -> str | None:
    """Return the class that the noun at the head of a DESCRIPTION stands for.

    >>> _of_head("2006 film by Stephen Frears"), _of_head("American hip hop band"), _of_head("capital of Peru")
    ('CreativeWork', 'Organization', 'City')
    """
    fragment = _CUT.split(f"{description} ", maxsplit=1)[0].strip()
    words = fragment.casefold().split()
    if not words:
        return None
    head = words[-1]
    if head == "station" and not _BROADCAST.search(fragment):
        return "Facility"
    if head in ("channel", "network") and not _BROADCAST.search(fragment):
        return None
    if (
        head in ("series", "show", "program", "programme", "single")
        and not _SERIES.search(fragment)
        and head != "single"
    ):
        return None
    if head == "group" and "ethnic" in words:
        return "PeopleGroup"
    if head == "community" and {"unincorporated", "rural"} & set(words):
        return "City"
    return _CLASS_OF.get(head)
