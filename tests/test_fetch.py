"""Pages of the web are fetched politely, from a real server whose log tells."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import outlets
import pytest
from outlets import Outlet, Reply, Watch

import kg
from kg.errors import ConfigError, SourceError, StoreError
from kg.fetch import Clock, Fetcher, Interrupted, Kept, Manners

pytestmark = pytest.mark.server

XML = "application/xml"


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with outlets.running() as running:
        yield running


def fetcher(outlet: Outlet, kept: Kept | None = None, **manners: Any) -> Fetcher:
    outlet.clock = Watch()
    return Fetcher(Manners(**manners), kept or Kept(), outlet.clock)


def gaps(outlet: Outlet) -> list[float]:
    times = [each.at for each in outlet.log]
    return [after - before for before, after in pairwise(times)]


# --- robots.txt and pauses


def test_we_say_who_asks_and_send_no_cookie_back(outlet):
    outlet.put("/a", "Rain fell.", headers={"Set-Cookie": "reader=7"})
    with fetcher(outlet) as fetching:
        assert fetching.kept.body(fetching.get(outlet.at("/a")).key) == b"Rain fell."
        fetching.get(outlet.at("/a"))
    assert {each.headers["user-agent"] for each in outlet.log} == {
        f"kg/{kg.__version__} (+https://w3id.org/news-kg/)"
    }
    assert not any("cookie" in each.headers for each in outlet.log)


def test_between_two_requests_to_a_server_is_the_pause(outlet):
    for name in "abc":
        outlet.put(f"/{name}", name)
    with fetcher(outlet, pause=1.5) as fetching:
        for name in "abc":
            fetching.get(outlet.at(f"/{name}"))
    assert [each.path for each in outlet.log] == ["/robots.txt", "/a", "/b", "/c"]
    assert gaps(outlet) == [1.5, 1.5, 1.5]


def test_one_request_at_a_time_also_from_many_threads(outlet):
    for name in "abcdefgh":
        outlet.put(f"/{name}", name)
    with fetcher(outlet) as fetching, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: fetching.get(outlet.at(f"/{name}")), "abcdefgh"))
    assert sorted(outlet.paths) == [f"/{name}" for name in "abcdefgh"]
    assert [each.path for each in outlet.log].count("/robots.txt") == 1
    assert outlet.most_at_once == 1
    assert min(gaps(outlet)) >= 1.0


def test_what_robots_txt_disallows_is_not_asked_for(outlet):
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /private/*.html$\n", type="text/plain")
    outlet.put("/private/a.html", "Secret.")
    outlet.put("/open.html", "Open.")
    with fetcher(outlet) as fetching:
        fetching.get(outlet.at("/open.html"))
        with pytest.raises(
            SourceError, match=r"/private/a\.html: robots\.txt of the site does not allow it"
        ):
            fetching.get(outlet.at("/private/a.html"))
    assert [each.path for each in outlet.log] == ["/robots.txt", "/open.html"]


def test_rules_for_kg_go_before_those_for_all(outlet):
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: kg\nDisallow: /b\n")
    outlet.put("/a", "Rain.")
    with fetcher(outlet) as fetching:
        fetching.get(outlet.at("/a"))
        with pytest.raises(SourceError, match="does not allow it"):
            fetching.get(outlet.at("/b"))


def test_delay_that_robots_txt_asks_for_is_kept(outlet):
    outlet.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    outlet.put("/a", "Rain.")
    outlet.put("/b", "Snow.")
    with fetcher(outlet) as fetching:
        fetching.get(outlet.at("/a"))
        fetching.get(outlet.at("/b"))
    assert gaps(outlet) == [7.0, 7.0]


def test_delay_that_is_too_long_is_told(outlet):
    outlet.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    with fetcher(outlet) as fetching, pytest.raises(SourceError, match=r"asks for 3,600 s between"):
        fetching.get(outlet.at("/a"))
    assert outlet.paths == []


@pytest.mark.parametrize(("status", "is_open"), [(404, True), (403, True), (500, False)])
def test_without_robots_txt_all_is_allowed_but_not_where_the_server_fails_to_say(
    outlet, status, is_open
):
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    outlet.put("/a", "Rain.")
    with fetcher(outlet) as fetching:
        if is_open:
            assert fetching.get(outlet.at("/a"))
        else:
            with pytest.raises(
                SourceError, match=r"/a: the robots\.txt of the site cannot be read: HTTP 500"
            ):
                fetching.get(outlet.at("/a"))
    assert outlet.paths == (["/a"] if is_open else [])


# --- what did not change


def test_page_that_did_not_change_is_not_sent_again(outlet, tmp_path):
    outlet.put("/tag", "Rain.", headers={"ETag": '"1"'})
    outlet.put("/day", "Snow.", headers={"Last-Modified": "Thu, 12 Mar 2026 00:00:00 GMT"})
    for _ in range(2):
        with Kept(tmp_path / "pages") as kept, fetcher(outlet, kept) as fetching:
            bodies = [kept.body(fetching.get(outlet.at(name)).key) for name in ("/tag", "/day")]
            assert bodies == [b"Rain.", b"Snow."]
    asked = [each.headers for each in outlet.log if each.path != "/robots.txt"]
    assert "if-none-match" not in asked[0]
    assert asked[2]["if-none-match"] == '"1"'
    assert asked[3]["if-modified-since"] == "Thu, 12 Mar 2026 00:00:00 GMT"


def test_page_that_changed_is_kept_anew(outlet):
    with Kept() as kept, fetcher(outlet, kept) as fetching:
        outlet.put("/a", "Rain.", headers={"ETag": '"1"'})
        before = fetching.get(outlet.at("/a"))
        assert fetching.get(outlet.at("/a")).digest == before.digest
        outlet.put("/a", "Snow.", headers={"ETag": '"2"'})
        assert fetching.get(outlet.at("/a")).digest != before.digest
        assert kept.body(before.key) == b"Snow."


def test_file_that_keeps_no_pages_is_told(tmp_path):
    (tmp_path / "pages").write_text("a recipe for soup, and not a short one at that " * 9)
    with pytest.raises(StoreError, match="cannot be opened as the file of fetched pages"):
        Kept(tmp_path / "pages")


# --- servers that want to be left alone, or fail


@pytest.mark.parametrize("status", [429, 503])
def test_server_that_asks_to_wait_is_asked_again_after_that(outlet, status):
    outlet.pages["/a"] = [
        Reply(status=status, headers={"Retry-After": "40"}),
        Reply(status=status),
        Reply("Rain."),
    ]
    with fetcher(outlet) as fetching:
        assert fetching.kept.body(fetching.get(outlet.at("/a")).key) == b"Rain."
    assert outlet.paths == ["/a", "/a", "/a"]
    assert gaps(outlet) == [1.0, 40.0, 20.0]


def test_server_that_asks_for_more_than_we_wait_is_asked_no_more(outlet):
    outlet.put("/a", status=429, headers={"Retry-After": "7200"})
    with fetcher(outlet) as fetching:
        with pytest.raises(
            SourceError, match=r"HTTP 429 too many requests; try in 7,200 s, as it asks"
        ):
            fetching.get(outlet.at("/a"))
        with pytest.raises(SourceError, match=r"/b: the site asked for a rest before; try later"):
            fetching.get(outlet.at("/b"))
    assert outlet.paths == ["/a"]


def test_server_that_fails_once_is_asked_again(outlet):
    outlet.pages["/a"] = [Reply(status=502), Reply("Rain.")]
    with fetcher(outlet) as fetching:
        assert fetching.get(outlet.at("/a"))


def test_page_that_stays_broken_is_told_and_the_next_one_goes_on(outlet):
    outlet.put("/a", status=500)
    outlet.put("/b", "Rain.")
    with fetcher(outlet) as fetching:
        for _ in range(4):
            with pytest.raises(SourceError, match=r"/a: HTTP 500 internal server error; try later"):
                fetching.get(outlet.at("/a"))
        assert fetching.get(outlet.at("/b"))


def test_server_that_is_not_there_is_asked_no_more_after_a_while(outlet):
    gone = f"http://127.0.0.1:{outlet.server.server_address[1]}"
    outlet.server.server_close()
    with (
        fetcher(outlet) as fetching,
        pytest.raises(
            SourceError,
            match=r"/a: the robots\.txt of the site cannot be read: cannot be reached: connection refused",
        ),
    ):
        fetching.get(f"{gone}/a")


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, "nothing is there; check the address"),
        (410, "it was removed"),
        (401, "kg signs in nowhere"),
        (418, "HTTP 418 i'm a teapot; check the address"),
        (799, "HTTP 799; check the address"),
    ],
)
def test_refusal_is_told(outlet, status, told):
    outlet.put("/a", status=status)
    with fetcher(outlet) as fetching, pytest.raises(SourceError, match=told):
        fetching.get(outlet.at("/a"))
    assert outlet.paths == ["/a"]


# --- answers that are none


def test_redirects_are_followed(outlet):
    outlet.put("/a", status=301, headers={"Location": "/b"})
    outlet.put("/b", status=302, headers={"Location": outlet.at("/c")})
    outlet.put("/c", "Rain.")
    with fetcher(outlet) as fetching:
        page = fetching.get(outlet.at("/a"))
    assert (page.key, page.address) == (outlet.at("/a"), outlet.at("/c"))


def test_robots_txt_speaks_for_where_a_redirect_leads(outlet):
    outlet.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    outlet.put("/a", status=301, headers={"Location": "/b"})
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match=r"/b: robots\.txt of the site"),
    ):
        fetching.get(outlet.at("/a"))
    assert outlet.paths == ["/a"]


def test_redirects_in_a_ring_end(outlet):
    outlet.put("/a", status=302, headers={"Location": "/b"})
    outlet.put("/b", status=302, headers={"Location": "/a"})
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match="/a: redirects more than 5 times"),
    ):
        fetching.get(outlet.at("/a"))
    assert len(outlet.paths) == 6


@pytest.mark.parametrize("target", ["file:///etc/hosts", "ftp://a.example/a", "javascript:0"])
def test_redirect_out_of_the_web_is_not_followed(outlet, target):
    outlet.put("/a", status=302, headers={"Location": target})
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match="/a: redirects to what cannot be fetched"),
    ):
        fetching.get(outlet.at("/a"))


def test_redirect_to_what_is_no_address_is_told(outlet):
    outlet.put("/a", status=302, headers={"Location": "http://[::1/"})
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match="/a: invalid ipv6 url; check the"),
    ):
        fetching.get(outlet.at("/a"))


def test_no_link_of_the_web_leads_into_a_local_network(outlet):
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match="leads from the web into a local network"),
    ):
        fetching.get(outlet.at("/a"), origin="https://news.example/feed.xml")
    assert outlet.log == []


def test_page_that_is_too_large_is_not_read_also_where_it_is_packed(outlet):
    outlet.put("/plain", "x" * 70_000)
    outlet.put("/packed", "x" * 70_000, packed=True)
    with fetcher(outlet, largest=65_000) as fetching:
        for name in ("/plain", "/packed"):
            with pytest.raises(SourceError, match=rf"{name}: is larger than 65,000 bytes"):
                fetching.get(outlet.at(name))


def test_packed_answer_is_unpacked(outlet):
    outlet.put("/a", "Rain.", packed=True)
    with fetcher(outlet) as fetching:
        assert fetching.kept.body(fetching.get(outlet.at("/a")).key) == b"Rain."


@pytest.mark.parametrize("given", ["image/png", "application/pdf", "video/mp4"])
def test_answer_that_is_no_page_is_told(outlet, given):
    outlet.put("/a", b"\x89PNG", type=given)
    with (
        fetcher(outlet) as fetching,
        pytest.raises(SourceError, match=f"/a: is {given}, neither a page nor"),
    ):
        fetching.get(outlet.at("/a"))


def test_answer_that_never_ends_is_given_up(outlet):
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not outlet.ended.wait(0.02):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    outlet.pages["/a"] = drip
    with (
        fetcher(outlet, timeout=0.3) as fetching,
        pytest.raises(SourceError, match=r"/a: no whole answer in 0\.3 s"),
    ):
        fetching.get(outlet.at("/a"))
    assert outlet.paths == ["/a", "/a"]


def test_answer_that_breaks_off_is_told(outlet):
    def broken(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    outlet.pages["/a"] = broken
    with fetcher(outlet) as fetching, pytest.raises(SourceError, match=r"/a: the answer broke off"):
        fetching.get(outlet.at("/a"))


# --- addresses and clocks


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://", "is no address that can be fetched"),
        ("https://ann:secret@a.example/", r"https://…@a\.example: has a user in it"),
        ("s3://bucket/a", "is no address of the web"),
    ],
)
def test_address_that_is_none_is_told_and_no_password_with_it(outlet, address, told):
    with fetcher(outlet) as fetching, pytest.raises(SourceError, match=told) as raised:
        fetching.get(address)
    assert "secret" not in str(raised.value)


def test_pause_below_zero_is_refused():
    with pytest.raises(ConfigError, match="pause: -2 is too short"):
        Manners(pause=-2)


def test_who_waits_is_woken_by_the_end():
    clock = Clock()
    ended = threading.Event()

    def wait() -> None:
        with pytest.raises(Interrupted):
            clock.wait(3600)
        ended.set()

    thread = threading.Thread(target=wait)
    thread.start()
    clock.stop()
    thread.join()
    assert ended.is_set()


def test_watch_of_the_tests_only_goes_forward_by_waiting():
    watch = Watch()
    watch.wait(-1)
    watch.wait(2.5)
    assert watch.now() == 2.5
