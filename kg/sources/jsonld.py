"""The metadata of a news page that it gives as JSON-LD (https://schema.org/NewsArticle)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kg import jsontext

_ARTICLES: Final = frozenset(
    f"{kind}Article"
    for kind in (
        *("", "News", "Reportage", "AnalysisNews", "AskPublicNews", "BackgroundNews"),
        *("OpinionNews", "ReviewNews", "ReportageNews", "Tech", "Satirical", "AdvertiserContent"),
    )
) | {"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"}
_DEPTH: Final = 8


def article(blocks: Sequence[str]) -> dict[str, Any]:
    """Return the node that describes the article, of all JSON-LD BLOCKS of a page.

    References to other nodes (``{"@id": …}``) are filled in; blocks that are no JSON are passed over.

    >>> article(['{"@graph": [{"@type": ["NewsArticle"], "headline": "Rain"}]}'])["headline"]
    'Rain'
    """
    nodes = [node for block in blocks for node in _nodes(_load(block), _DEPTH)]
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    found = [node for node in nodes if _ARTICLES & set(_types(node))]
    if not found:
        return {}
    best = max(found, key=lambda node: ("headline" in node, "datePublished" in node, len(node)))
    return {key: _resolve(value, by_id) for key, value in best.items()}


def names(value: Any, depth: int = _DEPTH) -> tuple[str, ...]:
    """Return the names of a person or an organization, or of several.

    >>> names([{"@type": "Person", "name": "Jane Doe"}, "John Roe"])
    ('Jane Doe', 'John Roe')
    """
    match value:
        case str():
            return (value,) if value.strip() and "://" not in value else ()
        case {"name": name} if depth:
            return names(name, depth - 1)
        case list() if depth:
            return tuple(name for each in value for name in names(each, depth - 1))
        case _:
            return ()


def address(value: Any, depth: int = _DEPTH) -> str | None:
    """Return the address that a node, or a list of nodes, gives of itself."""
    match value:
        case str():
            return value
        case {"url": str() as url}:
            return url
        case {"@id": str() as url}:
            return url
        case [first, *_] if depth:
            return address(first, depth - 1)
        case _:
            return None


def _load(block: str) -> Any:
    plain = block.strip().removeprefix("<!--").removesuffix("-->").strip()
    plain = plain.removeprefix("//<![CDATA[").removesuffix("//]]>").rstrip(";").strip()
    try:
        return jsontext.loads(plain, strict=False)
    except ValueError:
        return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a document, those nested in it included."""
    if depth and isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _nodes(each, depth - 1)


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)]


def _resolve(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    match value:
        case list():
            return [_resolve(each, by_id) for each in value]
        case {"@id": str() as key} if len(value) == 1:
            return by_id.get(key, value)
        case _:
            return value
