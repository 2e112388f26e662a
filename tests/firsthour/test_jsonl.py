"""JSON of others, as a user meets it at the command line."""

import json
from pathlib import Path

from pyoxigraph import parse

TEXT = "Police in Madrid arrested the banker {} on Monday, the city said."


def write(path: Path, *articles: dict[str, object] | str) -> Path:
    lines = (each if isinstance(each, str) else json.dumps(each) for each in articles)
    path.write_text("\n".join(lines))
    return path


def labels(path: Path) -> set[str]:
    return {getattr(quad.object, "value", "") for quad in parse(path=path)}


def test_odd_addresses_and_dates_do_not_end_a_build(tmp_path, kg):
    news = write(
        tmp_path / "news.jsonl",
        {"text": TEXT.format("Piet Vos"), "url": "https://a.example/list?filter[]=1"},
        f'{{"text": "{TEXT.format("Ana Roos")}", "published": NaN}}',
        f'{{"text": "{TEXT.format("Mia Holt")}", "published": 1e400, "url": "javascript:a()"}}',
        {"text": TEXT.format("Jan Bos"), "url": "http://[::1/a b", "title": 3, "author": {"a": 1}},
    )
    code, _, err = kg("build", news, "-o", tmp_path / "a.nq", "-q")
    assert code == 0
    found = labels(tmp_path / "a.nq")
    assert {"Piet Vos", "Ana Roos", "Mia Holt", "Jan Bos"} <= found
    assert "https://a.example/list?filter%5B%5D=1" in found
    assert err == (
        f"kg: {news}:2: the date NaN is no date; left out\n"
        f"kg: {news}:3: the date Infinity is no date; left out\n"
        f"kg: {news}:4: the title is no string but a number; left out\n"
    )


def test_unknown_field_of_the_text_shows_the_option_which_then_works(tmp_path, kg):
    news = write(
        tmp_path / "news.jsonl",
        {"Headline": "Banker held", "storyText": TEXT.format("Piet Vos"), "PubDate": "2026-03-04"},
    )
    code, _, err = kg("build", news, "-o", tmp_path / "a.nq", "-q")
    assert code == 1
    assert err == (
        f'kg: {news}:1: has no text; its longest text is in "storyText": '
        "give --field text=storyText\n"
        f"kg: no article was read; nothing is written to {tmp_path}/a.nq\n"
    )
    option = err.splitlines()[0].rpartition("give ")[2].split()
    assert kg("build", news, "-o", tmp_path / "a.nq", "-q", *option) == (0, "", "")
    assert {"Piet Vos", "Banker held", "2026-03-04", "2026-03-02"} <= labels(tmp_path / "a.nq")


def test_answers_of_news_interfaces_are_read(tmp_path, kg):
    guardian = {
        "webTitle": "Banker held",
        "webUrl": "https://a.example/1",
        "webPublicationDate": "2026-03-04T10:00:00Z",
        "fields": {"bodyText": TEXT.format("Piet Vos"), "byline": "Mia Holt in Madrid"},
    }
    newsapi = {
        "source": {"id": None, "name": "The Lake"},
        "title": "Another banker held",
        "url": "https://a.example/2",
        "publishedAt": "2026-03-05T10:00:00Z",
        "content": f"{TEXT.format('Ana Roos')} The polic… [+3120 chars]",
    }
    one, two = tmp_path / "guardian.json", tmp_path / "newsapi.json"
    one.write_text(json.dumps({"response": {"status": "ok", "results": [guardian]}}))
    two.write_text(json.dumps({"status": "ok", "totalResults": 1, "articles": [newsapi]}))
    assert kg("build", one, two, "-o", tmp_path / "a.nq", "-q") == (0, "", "")
    found = labels(tmp_path / "a.nq")
    assert {"Piet Vos", "Ana Roos", "The Lake", "Mia Holt (Madrid)", "2026-03-02"} <= found
    assert not any("chars]" in value for value in found)


def test_an_empty_text_is_said_to_be_empty_where_its_field_is_known_or_given(tmp_path, kg):
    news = write(
        tmp_path / "news.jsonl",
        {"Outlet": "The Lake", "StoryBody": ""},
        {"Outlet": "The Lake", "StoryBody": " \n"},
        {
            "Outlet": "The Lake",
            "Headline": "A headline of more than forty characters here",
            "text": None,
        },
        {"Outlet": "The Lake"},
    )
    said = "is empty; fill it in, or drop the article"
    _, _, err = kg("build", news, "-q")
    assert err.splitlines()[:4] == [
        f"kg: {news}:1: StoryBody {said}",
        f"kg: {news}:2: StoryBody {said}",
        f"kg: {news}:3: text {said}",
        f"kg: {news}:4: has no text; have: Outlet; name it with --field text=NAME",
    ]
    _, _, err = kg("build", news, "-q", "--field", "text=StoryBody")
    assert err.splitlines()[:2] == [
        f"kg: {news}:1: StoryBody {said}",
        f"kg: {news}:2: StoryBody {said}",
    ]
