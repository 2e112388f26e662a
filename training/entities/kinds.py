"""What a thing is: the class of the ontology, by the type of the source, its description and its label."""

import re
from functools import cache
from typing import Final

from kg import names, ontology
from kg.link.kb.fold import fold
from training.entities.rows import Entity
from training.entities.told import countries, peoples

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
    "Prize": "award prize medal awards trophy decoration honour fellowship",
    "University": "university college",
    "Company": (
        "company brand airline manufacturer retailer bank firm corporation chain conglomerate studio startup business "
        "enterprise carmaker automaker supermarket distributor developer insurer brewery subsidiary multinational"
    ),
    "PoliticalParty": "party",
    "GovernmentBody": (
        "ministry agency government parliament legislature cabinet authority commission department senate bureau"
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
    "PeopleGroup": (
        "people tribe peoples nation group-of-people clan adherent adherents residents citizens inhabitants"
    ),
    "Disease": "disease virus syndrome infection disorder",
    "Law": "treaty act constitution law directive",
    "ArmedForce": "army regiment brigade militia navy battalion squadron military",
    "Vehicle": "car aircraft ship automobile airliner locomotive helicopter submarine frigate destroyer",
    "Product": "protocol",
    "Weapon": "rifle missile pistol gun tank",
    "Organization": (
        "band organization organisation association union foundation charity church-body group institute society "
        "federation diocese denomination duo orchestra quartet gang school hospital caucus think-tank coalition "
        "alliance boyband supergroup ensemble trio collective ngo cartel fraternity confederation"
    ),
    "Entity": (
        "war battle revolution election elections festival language languages genus species asteroid galaxy currency "
        "championship tournament cup competition ceremony character holiday dynasty religion conflict massacre "
        "initialism acronym abbreviation term word phrase slang adjective pronoun concept degree doctorate "
        "script alphabet"
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
        (r"^(?:initialism|acronym|abbreviation|slang)\b", "Entity"),
        (r"\bthink tank\b", "Organization"),
        (
            r"^(?:ethnic|ethno\w*|indigenous|native|nomadic)\b.{0,30}\b(?:groups?|people|peoples|tribes?)\b|"
            r"^(?:group|community|confederation) of (?:\w+ )?(?:people|peoples|tribes)\b",
            "PeopleGroup",
        ),
        (
            r"^(?:\w+ ){0,3}(?:warfare|ground|naval|military|medical|uniformed) (?:service )?branch\b|"
            r"^(?:\w+ ){0,2}(?:combined|unified|land|ground|naval|air|military|armed) (?:military )?forces\b|"
            r"^(?:\w+ ){0,3}(?:branch|component) of .{0,40}\b(?:armed forces|military)\b",
            "ArmedForce",
        ),
        (
            r"^(?:\w+ ){0,4}(?:police (?:force|department|service|agency)|law enforcement agency|intelligence "
            r"(?:agency|service)|secret police|gendarmerie)\b",
            "GovernmentBody",
        ),
        (
            r"^(?:\w+ ){0,3}(?:soccer|football|basketball|baseball|hockey|cricket|rugby) (?:\w+ )?league\b(?! \w+ in)",
            "SportsLeague",
        ),
        (_MADE, "Product"),
        (r"^order of (?:chivalry|merit)\b", "Prize"),
        (r"\bcentral bank\b", "GovernmentBody"),
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
_SAYS_LITTLE: Final = re.compile(
    r"^(?:other|nonprofit|funder|healthcare|facility|archive) organisation in |^operator \("
)
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
        (r"^(?:[A-Z][\w.'-]+ )+(?:Park |Transit |State |City |Federal )?Police(?: Department| Service| Force)?$|"
         r"\b(?:Sheriff's (?:Office|Department)|Fire(?: and Rescue)?(?: Department| Service| Brigade))$|"
         r"^(?:\w+ ){1,2}(?:Department|Ministry|Bureau) of (?:the )?(?!.*Sciences?$)[A-Z]", "GovernmentBody", _ANY),
        (r"^(?!.*\b(?:[Jj]udge|[Jj]ustice)\b)(?:(?:Supreme|High|Constitutional|Federal) Court\b|"
         r".*\bCourt of Appeals?\b|.*\b(?:Supreme|High|District|Circuit) Court$)", "Court", _SOME),
        (r"^(?:[A-Z]\w+ )+(?:Armed Forces|Air Force|Army|Navy|Coast Guard|Marine Corps)$", "ArmedForce",
         ("Other", "GovernmentBody")),
        (r"\bCaucus$", "Organization", _ANY),
        (r"\b(?:[Mm]unicipality|kommun|[Kk]ommune)$|^(?:City|Town|Ville|Stadt|Comune|Gemeente) (?:of|de|di) [A-Z]",
         "GovernmentBody", ("Company",)),
        (r"^[A-Z].*\w–[A-Z].* border$", "Place", _ANY),
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
        (r"^(?!.*\b(?:Hospitals?|Cent(?:er|re)|Clinics?|Health|Press|Library|Institute)\b)"
         r"(?:(?:The )?University of [A-Z]|[A-Z][^,]* University$)", "University", _SOME),
        (r"^Treaty of |\b(?:Treaty|Accords?|Agreement|Act)(?: of \d{4}|,? \d{4})?$|\bConvention (?:on|for) ",
         "Law", ("Other", "Law")),
        (r"\b(?:Airport|Stadium|Bridge|railway station|Museum|Hospital|Cathedral|Palace|Castle|Arena|"
         r"Speedway|Raceway|Cosmodrome|Air Base)$",
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
    "SportsLeague": _LOOSE | {"Company", "Other"},
    "Entity": _LOOSE | {"Region", "Place", "Person", "Weapon"},
    "PeopleGroup": frozenset({*_ON_MAP, "GovernmentBody"}),
    "Organization": (_LOOSE - {"GovernmentBody"}) | {"Weapon", "Person"},
    "Law": frozenset({"Other", "Law", "Event"}),
    "GovernmentBody": (_LOOSE - {"Product"}) | {"Company"},
    "Court": _LOOSE | {"Company"},
    "ArmedForce": _LOOSE | {"Company"},
    "Vehicle": frozenset({*_LOOSE, "Person"}),
}
# Who runs what: in a table of places, everybody is an "operator".
_OPERATORS: Final = (
    (re.compile(r"^operator \((?:police|fire station|government|protected area|park|national park|nature reserve|"
                r"prison|military|survey point|courthouse|disaster response|ambulance station|townhall)\)"),
     "GovernmentBody"),
    (re.compile(r"^operator \((?:library|hospital|clinic|social facility|community centre|school|kindergarten|doctors|"
                r"college|water rescue)\)"), "Organization"),
)  # fmt: skip
_RUN: Final = ("Company", "Organization")
_PUBLIC: Final = (
    "GovernmentBody",
    "Court",
    "ArmedForce",
)  # no firm is one by the noun alone: "photo agency"
_KIND: Final = frozenset({"Region", "Place", "City", "Person", "PeopleGroup"})
_TOPIC: Final = re.compile(
    r"^(?:history|economy|flag|geography|culture|languages?|dissolution|demographics|politics|law|list|time|death|name|"
    r"delegation|fall|occupation|coat of arms) "
)
_OF: Final = re.compile(r" (?:of|in) (?:the )?(.+)$")
_OFFICE: Final = re.compile(
    r"^(?:minister|ambassador|mayor|governor|president|member|monarch|king|chairman|secretary|speaker|prefect) "
)
_FIRMS: Final = "y"  # a source that has nothing but firms
_STRICT_CITY: Final = re.compile(r"^(?:\w+ )?(?:city|town|capital)(?: and \w+)? (?:in|of) [A-Z]")
_CAUCUS: Final = re.compile(r"\b(?:Caucus|Institution|Foundation)$")
_STRICT_WORK: Final = re.compile(r"^\d{4}s? ")  # of what is taken for a person
_LEFT_OUT: Final = re.compile(
    r"^(?:bilateral|diplomatic|international) relations\b|^wikimedia|^wikidata|\brelations between\b|"
    r"\bby-election\b|municipality elections?$|^(?:family name|given name|male given name|female given name|surname)|"
    r"^(?:genus|species|subfamily) of |^(?:family|order|tribe) of (?!operating|computer|software|rockets|aircraft|"
    r"chivalry|merit|knights|weapons|rifles)|\bprotein\b|^(?:chemical )?(?:element|compound)|"
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
    own = _TYPES.get(entity.type, entity.type)
    told = _told(entity)
    if fold(entity.label) in peoples():
        return "PeopleGroup" if own != "Entity" and "people" in entity.description else None
    if told is not None and _may_be(entity, told):
        return _named(entity, told)
    if own == "University" and not _UNIVERSITY.search(entity.label):
        return "Organization"
    return _named(entity, own)


def _named(entity: Entity, type: str) -> str | None:
    """Return TYPE unless the label of ENTITY is a kind of thing, and not a name: "class M planet", "canton of Larn"."""
    first = entity.label.split()[0]
    if not entity.label[0].islower() or not first.islower():
        return type
    if type == "Entity":
        return None
    if type in _KIND and _OFFICE.match(entity.label):
        return "Position"
    if type in _KIND and (_TOPIC.match(entity.label) or _is_of_country(entity.label)):
        return None
    return type


def _is_of_country(label: str) -> bool:
    """Tell whether a LABEL says of which country a kind of thing is: "province of Burundi"."""
    match = _OF.search(label)
    return match is not None and fold(match[1]) in (countries().keys() | _states())


@cache
def _states() -> frozenset[str]:
    return frozenset(fold(each.name) for each in names.regions() if each.country in ("US", "CA"))


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
        is_body = told == "Organization" and _CAUCUS.search(entity.label)
        return bool(is_work or is_made or is_body) or told in ("Vehicle", "Entity")
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
    if (name := _of_source(entity)) is not None:
        return name
    found = _of_head(entity.description)
    if entity.type == "Company" and found in _PUBLIC:
        found = None
    if found is not None and not _SAYS_LITTLE.match(entity.description):
        return found
    return _of_label(entity) or found


def _of_source(entity: Entity) -> str | None:
    """Return the class that some sources mean by the few words that they use."""
    if entity.type == "Other" and _FIRMS in entity.sources and not entity.description:
        return "Company"
    if entity.description == "football competition" and _LEAGUE.search(entity.label):
        return "SportsLeague"
    if entity.type != "Company" and entity.description.startswith("government organisation"):
        return "GovernmentBody"
    return None


def _of_label(entity: Entity) -> str | None:
    """Return the class that the label tells, or what is run."""
    for pattern, name, types in _LABELS:
        if entity.type in types and pattern.search(entity.label):
            return name
    for pattern, name in _OPERATORS if entity.type in _RUN else ():
        if pattern.match(entity.description):
            return name
    return None


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
