"""Web pages with advertisements, as a user meets them at the command line."""

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import parse

Run = Callable[..., tuple[int, str, str]]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Court clears mine at Tarva | Hill Post</title>
<meta property="article:published_time" content="2026-03-04T09:00:00Z"></head>
<body class="has-ads sponsored-false"><header class="adaptive-header"><nav>Home | World</nav></header>
<div id="consent" class="cookie-notice"><p>Hill Post and Brandix Media store cookies. Accept all.</p></div>
<main><article class="story ad-supported"><h1>Court clears mine at Tarva</h1>
<p>Police in Madrid arrested the banker Piet Vos of Norwood Corp on Monday, the city said in a statement.</p>
<div class="ad-slot"><span>Advertisement</span><p>Zephyra Inc acquired Comfort Corp for 49 dollars.</p></div>
<p>The court announced the promotion of Ada Brand. Norwood Corp exports copper to Norway.</p>
<aside><p>Sponsored</p><a href="https://b.example">Glimmer Bank acquired Savings Corp in 2026</a></aside>
<section aria-label="Newsletter"><p>Ann Dale joined Morning Hill Inc. Enter your e-mail.</p></section>
<div class="affiliate-box"><h4>Our favourites</h4><p>Whirla Corp exports blenders to Spain. Shop now</p></div>
<p>Villagers led by Ana Roos had sued in 2024. Roos said they would appeal to the court in Geneva.</p>
<div class="OUTBRAIN"><a href="x">Lumen Corp acquired Cure Inc</a></div>
</article></main></body></html>
"""


def test_brands_of_advertisements_are_not_in_the_graph(tmp_path: Path, kg: Run):
    (tmp_path / "mine.html").write_text(PAGE)
    graph = tmp_path / "a.nq"
    assert kg("build", tmp_path / "mine.html", "-o", graph, "-q") == (0, "", "")
    values = {getattr(quad.object, "value", "") for quad in parse(path=graph)}
    assert {"Piet Vos", "Norwood Corp", "Ana Roos", "Ada Brand", "2026-03-02"} <= values
    brands = ("Zephyra", "Comfort", "Glimmer", "Savings", "Ann Dale", "Whirla", "Lumen", "Brandix")
    assert [value for value in values if any(brand in value for brand in brands)] == []
