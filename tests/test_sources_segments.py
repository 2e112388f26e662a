"""What each stretch of an article is: every kind, and the prose that only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import SegmentKind
from kg.sources import segments

LEAD = (
    "The council of Ostrava closed the bridge on Tuesday after two cracks were found in a pillar."
)


def read(text: str, **options: str) -> list[tuple[str, str]]:
    """Return the kinds of a text's segments with their words."""
    found = segments.split(text, **options).segments
    return [(segment.kind.value, text[segment.start : segment.end]) for segment in found]


def kind(paragraph: str) -> set[str]:
    """Return the kinds that a paragraph in the middle of an article has."""
    body = [f"{LEAD} It is number {n}." for n in range(5)]
    text = "\n\n".join([*body[:2], paragraph, *body[2:]])
    place = text.index(paragraph)
    inside = [s for s in segments.split(text).segments if place <= s.start < place + len(paragraph)]
    return {segment.kind.value for segment in inside}


NOISE = [
    "Save 30% on Dreamo mattresses. Shop now",
    "Shop now: the best running shoes from Acme",
    "Whirla X3, 129 euros – Check price",
    "Paid partnership",
    "From our partners",
    "We may earn a commission from links on this page.",
    "If you buy through our links, we may earn an affiliate commission.",
    "This article contains affiliate links, which mean we may earn a small sum.",
    "This content was paid for by Norwood Corp",
    "Advertisement",
    "ADVERTISEMENT - CONTINUE READING BELOW",
    "Story continues below advertisement",
    "Share this article",
    "Share on Facebook",
    "Click to share on X (Opens in new window)",
    "Facebook Twitter WhatsApp Email",
    "71 shares",
    "Share this article · Sign up for our newsletter",
    "Share on Facebook  Share on X  Email  Print",
    "**Read more:** [Bridge over the Odra closes again](https://news.example/odra)",
    "Sign up for our newsletter: The Bridge. Our weekly newsletter brings you the news of the region.",
    "Sign up for our daily newsletter.",
    "Sign up for the Morning Briefing newsletter and get the day's stories.",
    "Subscribe",
    "Already a subscriber? Log in",
    "Follow us on Instagram and X.",
    "Follow Ostrava News on Facebook",
    "Follow @ostrava_news",
    "Read more: How the bridge was built",
    "READ MORE",
    "Related: Bridge over the Odra closes again",
    "Tags: bridges, Ostrava, transport",
    "5 min read",
    "Reading time: 4 minutes",
    "12 comments",
    "Leave a comment",
    "Home | News | Sport | Weather",
    "Home > World > Europe",
    "https://news.example/bridge",
    "![The bridge](bridge.jpg)",
    "![](bridge.jpg)",
    "[![The bridge](bridge.jpg)](https://news.example/bridge)",
    "We use cookies to give you the best experience on our site.",
    "By continuing to browse this site, you agree to our use of cookies.",
    "Accept all cookies",
    "Updated 3:15 PM EST, Jan. 2, 2026",
    "Published March 3, 2026 | Updated March 4, 2026",
    "Last updated Thursday, Feb. 26, 2026 02:29PM EST",
    "10:45 a.m.",
    "___",
    "* * *",
    "Scroll down for video",
    "Share or comment on this article",
    "Got a news tip? Write to tips@news.example",
    "Listen to this article (6 min)",
    "@ostrava_news #bridges",
    "<div class='ad'></div>",
    "Skip to content",
    "**Advertisement**",
    "[Read more](https://news.example/bridge)",
    "Have the news delivered to your inbox every morning.",
    "Support our journalism",
]
OTHER = [
    ("FILE - The bridge in Ostrava on March 3, 2025. (AP Photo/Jan Novak, File)", "caption"),
    ("The bridge seen from the river. (Photo by Eva Mala/Getty Images)", "caption"),
    ("FILE PHOTO: Cars wait at the bridge, January 4, 2026. REUTERS/Jan Novak", "caption"),
    ("Photo: Eva Mala", "caption"),
    ("Image source, Getty Images", "caption"),
    ("Image caption, The bridge was built in 1962", "caption"),
    ("Additional reporting by J. Smith in Doha.", "contributor"),
    ("(Reporting by Eva Mala in Ostrava; Editing by Jan Novak)", "contributor"),
    ("Eva Mala contributed to this report from Brno.", "contributor"),
    (
        "Associated Press writers Eva Mala in Brno and Jan Novak in Prague contributed to this report.",
        "contributor",
    ),
    ("The Associated Press contributed to this report.", "contributor"),
    (
        "Copyright 2026 The Associated Press. All rights reserved. This material may not be published.",
        "copyright",
    ),
    ("© 2026 Ostrava Daily", "copyright"),
    ("(c) 2026 Ostrava Daily. All rights reserved.", "copyright"),
    ("All rights reserved.", "copyright"),
]
PROSE = [
    "The minister told people: Buy now.",
    "Farmers were told to buy now, and to sell later.",
    "Lawmakers will get a commission on police violence.",
    "The film was sponsored by Norwood Corp.",
    "Sponsored fighters took the town of Tarva on Monday.",
    "Advertisements for the party appeared in Oslo, police said.",
    "Promoted to general in 2024, Brand led the raid.",
    "Follow the money, said the mayor, and you will find the builder.",
    "Follow us on the long road from Ostrava to the sea, he told the crowd.",
    "Share prices of the builder fell by a fifth.",
    "Shares in Skoda rose 4 percent.",
    "The library holds the copyright to all of the letters until 2040.",
    "Copyright law in Kenya changed in 2026.",
    "Copyright 2026 rules will take effect in May.",
    "Subscribers to the paper will pay more from April.",
    "Related companies were also searched by the police.",
    "Related: the court also heard from two engineers. They denied the charge.",
    "Photos of the site show two cracks in the pillar.",
    "By Friday the council had closed three more bridges.",
    "By the end of March, Eva Mala and Jan Novak had resigned.",
    "Reporting by the newspaper showed that the mayor had known of the cracks.",
    "Editing by hand is slow, the editor said.",
    "Three deaths were reported from Brno.",
    "Advertisements for the bridge cost 2 million euros.",
    "Cookies and tea were served to the drivers.",
    "By using cookies, Google broke the law, a court in Paris ruled.",
    "Updated figures for 2026 are due on March 3.",
    "Published figures show a loss of 4 million euros.",
    "Sign up fees were raised by the club.",
    "More in Texas than in Ohio lost their jobs.",
    "No comment.",
    "I agree.",
    "Read the letter in full, the judge told the jury.",
    "Watch makers in Geneva exported less in May.",
    "This video is not authentic, the ministry said.",
    "Home prices in Ostrava fell | a first since 2012.",
    "Email servers of the ministry were attacked in June.",
    "Comments by the mayor angered drivers.",
    "File clerks at the court went on strike.",
    "Video by police shows the mayor leaving the site.",
    "Log in records show that he was there.",
    "Five minutes later the pillar broke.",
    "Image copyright cases reached the court in May.",
    "(c) the sale of land to foreigners is banned, the draft says.",
]


@pytest.mark.parametrize("paragraph", NOISE)
def test_noise_is_no_prose(paragraph):
    assert kind(paragraph) == {"noise"}


@pytest.mark.parametrize(("paragraph", "expected"), OTHER)
def test_credits_and_captions_are_told_apart(paragraph, expected):
    assert kind(paragraph) == {expected}


@pytest.mark.parametrize("paragraph", PROSE)
def test_prose_that_begins_like_furniture_stays_prose(paragraph):
    assert kind(paragraph) == {"body"}


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("CARACAS (AP) — ", "Caracas", "Associated Press"),
        ("NAIROBI, Kenya (Reuters) - ", "Nairobi, Kenya", "Reuters"),
        ("LONDON, March 3 — ", "London", None),
        ("BRUSSELS, March 3 (Reuters) - ", "Brussels", "Reuters"),
        ("WASHINGTON/LONDON (Reuters) - ", "Washington", "Reuters"),
        ("RIO DE JANEIRO -- ", "Rio de Janeiro", None),
        ("NEWPORT NEWS, Va. - ", "Newport News, Va.", None),
        ("ST. PETERSBURG, Russia (AFP) – ", "St. Petersburg, Russia", "Agence France-Presse"),
        ("Nairobi (dpa) - ", "Nairobi", "Deutsche Presse-Agentur"),
        ("San Jose, California — ", "San Jose, California", None),
        ("SAN'A, Yemen (AP) —", "San'A, Yemen", "Associated Press"),
        ("(CNN) — ", None, "CNN"),
        ("(CNN)", None, "CNN"),
        ("March 3 (Reuters) - ", None, "Reuters"),
        ("**BEIRUT (AP) —** ", "Beirut", "Associated Press"),
    ],
)
def test_dateline_gives_place_and_agency(opening, place, agency):
    layout = segments.split(opening + LEAD)
    assert [segment.kind.value for segment in layout.segments] == ["dateline", "body"]
    assert (layout.place, layout.agency) == (place, agency)
    assert layout.segments[0].end == len(opening.rstrip())


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("WASHINGTON The Department of Justice sued a firm in Ohio on Monday, it said.", "The Dep"),
        ("WASHINGTONThe Department of Justice sued a firm in Ohio on Monday, it said.", "The Dep"),
        ("NEW YORK A jury found a banker guilty of fraud on Monday, officials said.", "A jury"),
        ("MIAMI U.S. officials charged a banker with fraud on Monday in federal court.", "U.S. o"),
        (
            "KABUL, Afghanistan Soldiers found a cache of old weapons on Monday, they said.",
            "Soldiers",
        ),
    ],
)
def test_dateline_without_its_dash_is_one(text, rest):
    layout = segments.split(text)
    assert [segment.kind.value for segment in layout.segments] == ["dateline", "body"]
    assert text[layout.segments[1].start :].startswith(rest)


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON POST Reporters wrote a long story about the firm on Monday, it said.",
        "ASEAN Ministers met in the capital of Laos on Monday and talked of trade, they said.",
        "BOSTON Globe",
        "Talks began - and ended - on Monday.",
        "EXCLUSIVE - The mayor knew of the cracks.",
        "NATO - The alliance met in Brussels.",
        "Meanwhile, Iran — Israel's foe — said that it would answer.",
        "U.S. - The state is large.",
        "Nairobi — The capital of Kenya — is growing.",
        "Apple (AAPL) — The stock fell.",
        "Eva Mala, 44, is an engineer.",
        "COVID-19 cases rose in May.",
        "QUESTION: Who built it?",
    ],
)
def test_dashes_in_prose_are_no_dateline(text):
    layout = segments.split(text)
    assert {segment.kind.value for segment in layout.segments} == {"body"}
    assert layout.place is None


@pytest.mark.parametrize(
    ("line", "authors", "agency"),
    [
        ("By Jane Doe", ("Jane Doe",), None),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe"), None),
        ("By JANE DOE, Associated Press", ("Jane Doe",), "Associated Press"),
        ("By Jane Doe | Reuters", ("Jane Doe",), "Reuters"),
        ("By Jane Doe, Staff Writer", ("Jane Doe",), None),
        ("By Jane Doe for the Ostrava Daily News", ("Jane Doe",), None),
        ("By Jane Doe in Brno", ("Jane Doe",), None),
        ("*By Jane Doe*", ("Jane Doe",), None),
        ("BY MARIA VAN DEN BERG", ("Maria van den Berg",), None),
        ("Jane Doe, BBC News, Nairobi", ("Jane Doe",), None),
        ("By The Associated Press", (), "Associated Press"),
        ("Written by Jane Doe, March 3, 2026", ("Jane Doe",), None),
    ],
)
def test_byline_gives_authors_and_agency(line, authors, agency):
    text = f"Bridge closes\n\n{line}\n\n{LEAD}"
    layout = segments.split(text)
    assert [segment.kind.value for segment in layout.segments] == ["headline", "byline", "body"]
    assert (layout.authors, layout.agency) == (authors, agency)


@pytest.mark.parametrize(
    "line",
    [
        "By any means",
        "By Friday Morning",
        "By the Numbers",
        "By Any Means Necessary",
        "Smith and Fox News",
    ],
)
def test_headings_are_no_byline(line):
    assert segments.split(f"Bridge closes\n\n{line}\n\n{LEAD}").authors == ()


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("Additional reporting by J. Smith in Doha.", ("J. Smith (Doha)",)),
        (
            "(Reporting by Eva Mala in Ostrava, Czechia; Editing by Jan Novak)",
            ("Eva Mala (Ostrava, Czechia)", "Jan Novak"),
        ),
        (
            "Eva Mala in Beirut, Lebanon, and Jan Novak contributed to this report.",
            ("Eva Mala (Beirut, Lebanon)", "Jan Novak"),
        ),
        ("The AP's Eva Mala contributed reporting from Brno.", ("Eva Mala (Brno)",)),
        ("Eva Mala reported from Brno.", ("Eva Mala (Brno)",)),
        ("With files from Reuters", ("Reuters",)),
    ],
)
def test_contributors_come_with_their_place(credit, names):
    assert segments.split(f"{LEAD}\n\n{credit}").contributors == names


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"Bridge in Ostrava closes\n\n{LEAD}", "Bridge in Ostrava closes"),
        (f"# Bridge in Ostrava closes\n\n{LEAD}", "Bridge in Ostrava closes"),
        (f"Bridge in Ostrava closes\n{LEAD}", "Bridge in Ostrava closes"),
        (f"Why did the bridge close?\n\n{LEAD}", "Why did the bridge close?"),
        (f"March 3, 2026\nBridge in Ostrava closes\n\n{LEAD}", "Bridge in Ostrava closes"),
        (f"Advertisement\n\nBridge in Ostrava closes\n\n{LEAD}", "Bridge in Ostrava closes"),
        (f"{LEAD}\n\nThe mayor resigned.", None),
        (LEAD, None),
        ("A line without an end", None),
    ],
)
def test_headline_is_the_first_line_that_looks_like_one(text, headline):
    layout = segments.split(text)
    found = [text[s.start : s.end] for s in layout.segments if s.kind is SegmentKind.HEADLINE]
    assert found == ([headline] if headline else [])
    assert layout.title == headline


def test_headline_that_is_known_is_found_whatever_it_looks_like():
    text = f"Bridge closed.\n\n{LEAD}"
    assert read(text, title="Bridge closed.")[0] == ("headline", "Bridge closed.")


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_are_one_paragraph(width):
    import textwrap

    paragraphs = [
        f"{LEAD} {LEAD} The mayor of the city spoke. {LEAD}",
        f"Two men were held. {LEAD} {LEAD}",
    ]
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert [" ".join(words.split()) for _, words in read(text)] == paragraphs


def test_lines_that_are_sentences_are_paragraphs():
    text = (
        "March 01, 2008\nThe bridge was closed on Tuesday.\nIt is 40 years old.\nNobody was hurt."
    )
    assert [kind for kind, _ in read(text)] == ["dateline", "body", "body", "body"]
    assert segments.split(text).dates == ("March 01, 2008",)


def test_byline_and_dateline_in_one_block_are_told_apart():
    text = "Bridge closes\nBy Jane Doe\nOSTRAVA (AP) - " + LEAD
    assert [kind for kind, _ in read(text)] == ["headline", "byline", "dateline", "body"]


def test_marks_and_images_around_prose_are_noise():
    text = f"- ![](a.jpg) {LEAD} ![](b.jpg)\n> {LEAD}"
    assert [kind for kind, _ in read(text)] == ["noise", "noise", "body", "noise", "noise", "body"]


def test_titles_of_other_stories_are_noise():
    text = f"{LEAD}\n\n{LEAD}\n\nMost read\nMayor of Brno resigns\nTrain hits lorry\n\nThe bridge will open in May."
    assert [kind for kind, _ in read(text)] == ["body", "body", "noise", "noise", "noise", "body"]


def test_published_date_stands_before_the_updated_one():
    text = f"Updated March 4, 2026\n\nPublished March 3, 2026\n\n{LEAD}"
    assert segments.split(text).dates == ("March 3, 2026", "March 4, 2026")


def test_copyright_line_names_the_publisher():
    assert (
        segments.split(f"{LEAD}\n\n© 2026 Ostrava Daily. All rights reserved.").publisher
        == "Ostrava Daily"
    )


PIECES = st.sampled_from(
    [
        *NOISE,
        *(text for text, _ in OTHER),
        *PROSE,
        LEAD,
        "# Title",
        "- item",
        "By Jane Doe",
        "OSTRAVA (AP) — It",
        "\r",
        "\t",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=12).map("\n".join),
    st.lists(PIECES, max_size=8).map("\n\n".join),
    st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8).map("\r\n".join),
)


@given(TEXTS)
def test_segments_are_ordered_apart_and_cover_all_words(text):
    found = segments.split(text).segments
    bounds = [edge for segment in found for edge in (segment.start, segment.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    read_characters = "".join(text[s.start : s.end] for s in found)
    assert "".join(read_characters.split()) == "".join(text.split())


@given(TEXTS)
def test_segments_are_the_same_on_every_reading(text):
    assert segments.split(text) == segments.split(text)
