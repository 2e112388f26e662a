"""What the explorer is told: plain values that become JSON as they are; ``web/src/api.ts`` has the same shapes."""

from typing import NotRequired, TypedDict


class Item(TypedDict):
    """A thing, with an IRI that has a page, or a value, with its datatype."""

    label: str
    iri: NotRequired[str]
    kind: NotRequired[str]  # the local name of its class
    kindLabel: NotRequired[str]
    datatype: NotRequired[str]  # the local name of its datatype
    value: NotRequired[str]


class Article(TypedDict):
    """An article by what is said of it; days are YYYY-MM-DD."""

    iri: str
    title: str
    published: NotRequired[str]
    publisher: NotRequired[str]
    author: NotRequired[str]
    url: NotRequired[str]
    place: NotRequired[Item]


class Evidence(TypedDict):
    """A sentence that supports a claim: the characters from start up to end of its article."""

    iri: str
    sentence: str
    start: int
    end: int
    article: str


class Role(TypedDict):
    """What takes part in an event in one role; rank 0 for agents, 1 patients, 2 themes, 3 recipients, 4 others."""

    role: str
    label: str
    rank: int
    items: list[Item]


class Claim(TypedDict):
    """A claim of a relation, with subject and object, or of an event, with roles."""

    id: str
    kind: str  # relation or event
    type: str
    typeLabel: str
    label: str
    status: str
    fact: bool
    speakers: list[Item]
    relays: list[Item]
    evidence: list[Evidence]
    article: str
    subject: NotRequired[Item]
    object: NotRequired[Item]
    event: NotRequired[str]
    roles: NotRequired[list[Role]]
    start: NotRequired[str]
    end: NotRequired[str]
    ended: NotRequired[bool]
    validFrom: NotRequired[str]
    validUntil: NotRequired[str]
    cue: NotRequired[str]
    qualifier: NotRequired[str]
    rule: NotRequired[str]
    confidence: NotRequired[float]
    sense: NotRequired[str]


Articles = dict[str, Article]


class ClaimList(TypedDict):
    """Claims that were asked for by name, and articles."""

    claims: list[Claim]
    articles: Articles


class Ranked(Item):
    """A thing with the number of articles that mention it."""

    articles: int


class Suggestion(Ranked):
    """A thing that a reader may have meant, with a line about it, and the other name that was matched."""

    about: str
    matched: NotRequired[str]


class Mention(TypedDict):
    """A stretch of an article that stands for a thing, and how that was found out."""

    start: int
    end: int
    text: str
    iri: str
    label: str
    kind: str
    kindLabel: str
    steps: list[str]


class Node(TypedDict):
    """A node of a picture: an entity, an event or a value."""

    id: str
    label: str
    kind: str
    kindLabel: str
    group: str
    title: NotRequired[str]  # all that an event is called, where the label is shorter
    iri: NotRequired[str]
    articles: NotRequired[int]
    start: NotRequired[str]
    end: NotRequired[str]
    status: NotRequired[str]
    fact: NotRequired[bool]  # of events


class Edge(TypedDict):
    """An edge of a picture: a relation, or the role that something has in an event."""

    id: str
    source: str
    target: str
    property: str
    label: str
    kind: str  # relation or role
    rank: int
    status: str
    fact: bool
    speakers: list[str]
    claims: list[str]
    articles: list[str]


class Picture(TypedDict):
    """Nodes and edges, and by node how many claims are not drawn."""

    nodes: list[Node]
    edges: list[Edge]
    articles: Articles
    more: dict[str, int]


class Stretch(TypedDict):
    """A stretch of an article's text; without words where the graph does not keep them."""

    start: int
    end: int
    text: str | None


class Rejected(TypedDict):
    """A candidate that did not become a claim, and why."""

    label: str
    type: str
    typeLabel: str
    reason: str
    rule: str
    start: int
    end: int
    sentence: str


class ArticlePage(TypedDict):
    """An article with all that was read in it."""

    article: Article
    text: list[Stretch]
    mentions: list[Mention]
    claims: list[Claim]
    rejected: list[Rejected]
    articles: Articles
