"""The page, in a real browser that is driven over its debugging pipe."""

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote

import pytest

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
PEOPLE = """SELECT ?person ?personLabel ?offence
WHERE { ?person a kg:Person ; rdfs:label ?personLabel ; kg:chargedWith ?offence }"""


class Browser:
    """A page of a headless browser."""

    def __init__(self, process: subprocess.Popen[bytes], writing: int, reading: int) -> None:
        self.process = process
        self._writing = writing
        self._reading = os.fdopen(reading, "rb")
        self._ids = itertools.count(1)
        self._session: str | None = None
        self.log: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        message = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def _next(self) -> Any:
        read = bytearray()
        while (byte := self._reading.read(1)) != b"\0":
            assert byte, "the browser is gone"
            read += byte
        return json.loads(read)

    def _note(self, event: Any) -> None:
        params = event.get("params", {})
        match event.get("method"):
            case "Runtime.exceptionThrown":
                self.log.append(params["exceptionDetails"]["exception"]["description"])
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.log.append(params["entry"]["text"])
            case "Network.requestWillBeSent":
                self.log.append(f"asked {params['request']['url']}")

    def run(self, script: str) -> Any:
        found = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, script: str, seconds: float = 15) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(AssertionError):  # between two pages there is nothing to look at
                if found := self.run(script):
                    return found
            time.sleep(0.03)
        return pytest.fail(f"{script} never came true; {self.text('body')}")

    def go(self, url: str) -> None:
        self.send("Page.navigate", url=url)
        self.wait(
            "document.readyState === 'complete' && document.querySelectorAll('#questions li').length > 0"
        )

    def text(self, selector: str) -> str:
        return self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    def texts(self, selector: str) -> list[str]:
        return self.run(
            f"[...document.querySelectorAll({json.dumps(selector)})].map((e) => e.innerText)"
        )

    def press(self, key: str, *, control: bool = False, text: str = "") -> None:
        code = {"Enter": 13, "Tab": 9, "Escape": 27}[key]
        event = {
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": code,
            "modifiers": 2 if control else 0,
        }
        self.send(
            "Input.dispatchKeyEvent", type="keyDown", **event, **({"text": text} if text else {})
        )
        self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text: str) -> None:
        self.send("Input.insertText", text=text)

    def focused(self) -> str:
        return self.run("document.activeElement.id || document.activeElement.textContent")

    def click(self, selector: str) -> None:
        element = f"document.querySelector({json.dumps(selector)})"
        place = self.run(
            f"{element}.scrollIntoView({{ block: 'center' }});"
            f"(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])({element}.getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=place[0],
                y=place[1],
                button="left",
                clickCount=1,
            )


@pytest.fixture(scope="module")
def chromium(tmp_path_factory) -> Iterator[Browser]:
    if PROGRAM is None:
        pytest.skip("no browser is installed; apt-get install chromium")
    down, up = os.pipe(), os.pipe()
    home = tmp_path_factory.mktemp("browser")
    command = [PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
               f"--user-data-dir={home}", "--no-first-run", "--disable-background-networking",
               "--disable-dev-shm-usage", "about:blank"]  # fmt: skip
    # The browser reads from its file 3 and writes to its file 4.
    script = f'exec 3<&{down[0]} 4>&{up[1]}; exec "$@"'
    process = subprocess.Popen(
        ["bash", "-c", script, "bash", *command],
        pass_fds=(down[0], up[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    os.close(down[0])
    os.close(up[1])
    browser = Browser(process, down[1], up[0])
    try:
        yield browser
    finally:
        with suppress(AssertionError):
            browser._session = None
            browser.send("Browser.close")
        try:
            process.wait(timeout=10)
        finally:
            process.kill()
            process.wait()
            browser._reading.close()
            os.close(down[1])


@pytest.fixture
def page(chromium, served) -> Iterator[Browser]:
    """The page, freshly loaded; at the end nothing may have gone wrong in it, nor be loaded from elsewhere."""
    chromium.go(served.address)
    chromium.log.clear()
    yield chromium
    asked = [line.removeprefix("asked ") for line in chromium.log if line.startswith("asked ")]
    assert [url for url in asked if not url.startswith((served.address, "data:", "blob:"))] == []
    assert [line for line in chromium.log if not line.startswith("asked ")] == []


def ask(page: Browser, query: str) -> None:
    page.run(f"document.getElementById('query').value = {json.dumps(query)}")
    page.run("document.getElementById('query').focus()")
    page.press("Enter", control=True)
    page.wait("!document.body.hasAttribute('aria-busy')")


def test_query_is_asked_by_keys_and_answered_as_a_table(page, served):
    ask(page, PEOPLE)
    assert page.texts("thead th") == ["person", "offence"]
    assert page.texts("tbody tr td:first-child a")[:2] == ["Ana Ruiz", "sentences"]
    assert "ent:Ana_Ruiz.person" in page.text("tbody")
    assert re.fullmatch(r"1 row in \d+\.\d\d s", page.text("#status"))
    page.wait("document.querySelector('tbody tr td:nth-child(2) a').innerText === 'bribery'")


def test_query_stands_in_the_address_and_is_asked_again(page, served):
    ask(page, PEOPLE)
    address = page.run("location.href")
    assert unquote(address) == f"{served.address}?query={PEOPLE}"
    page.go(address)
    page.wait("document.querySelectorAll('tbody tr').length === 1")
    assert page.run("document.getElementById('query').value") == PEOPLE


def test_back_asks_the_query_before(page):
    ask(page, "ASK {}")
    ask(page, PEOPLE)
    page.run("history.back()")
    page.wait("document.querySelector('.yes')?.innerText === 'Yes'")
    assert page.run("document.getElementById('query').value") == "ASK {}"


def test_link_of_a_thing_asks_for_everything_about_it(page):
    ask(page, PEOPLE)
    page.click("tbody a")
    page.wait(
        "document.getElementById('query').value.startsWith('# Everything about ent:Ana_Ruiz.person')"
    )
    page.wait("document.querySelectorAll('tbody tr').length > 5")
    assert "bribery" in page.texts("tbody tr td:nth-child(3) a")


def test_link_leads_to_its_sentences(page):
    ask(page, PEOPLE)
    page.click("tbody .more a")
    page.wait("document.querySelectorAll('tbody tr').length > 3")
    sentences = "\n".join(page.texts("tbody td"))
    assert "Ana Ruiz was charged with bribery in Madrid on March 11." in sentences
    assert "Denied" in page.texts("tbody td:first-child a")


def test_named_query_takes_parameters(page):
    page.run("document.getElementById('filter').value = 'charged'")
    page.run("document.getElementById('filter').dispatchEvent(new Event('input'))")
    assert page.texts("#questions li:not([hidden])") == ["Who is charged with what, and where?"]
    page.click("#questions li:not([hidden]) button")
    page.wait("document.querySelectorAll('tbody tr').length > 0")
    assert page.text("#parameters-title") == "Who is charged with what, and where?"
    page.run("document.getElementById('param-accused').focus()")
    page.type("Ana Ruis")
    page.press("Enter", text="\r")
    page.wait("!document.getElementById('error').hidden")
    assert page.text("#error").endswith("nothing is called 'Ana Ruis'; did you mean 'Ana Ruiz'?")
    page.log[:] = [line for line in page.log if "400" not in line]  # the browser's own note of it
    page.run("document.getElementById('param-accused').value = 'Ana Ruiz'")
    page.click("#parameters button")
    page.wait("document.getElementById('query').value.includes('VALUES ?accused')")
    page.wait("document.querySelectorAll('tbody tr').length > 0")


def test_mistake_is_shown_with_its_place(page):
    ask(page, "SELECT * {\n  ?s ?p }")
    shown = page.text("#error")
    assert shown.startswith("query: line 2, column 8: ?s ?p lacks a value; ")
    assert shown.endswith("  ?s ?p }\n       ▲")
    assert page.run("document.getElementById('error').getAttribute('role')") == "alert"
    page.log[:] = [line for line in page.log if "400" not in line]


def test_graph_is_shown_as_turtle(page):
    ask(page, "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type FILTER(?type = kg:Person) }")
    shown = page.text("pre")
    assert "ent:Ana_Ruiz.person a kg:Person ." in shown
    assert re.findall(r"@prefix (\w+):", shown) == ["kg", "ent"]


def test_boolean_is_shown_as_a_word(page):
    ask(page, "ASK { ?s ?p 'nothing of the kind' }")
    assert page.text(".yes") == "No"


def test_answer_is_text_and_never_markup(page):
    ask(
        page,
        "SELECT ?x ?y { VALUES (?x ?y) { ('<img src=x onerror=alert(1)>' <javascript:alert(1)>) } }",
    )
    assert page.texts("td")[0] == "<img src=x onerror=alert(1)>"
    assert page.run("document.querySelectorAll('#answer img').length") == 0
    assert page.run(
        "[...document.querySelectorAll('#answer a')].every((a) => a.href.startsWith(location.origin))"
    )


def test_policy_lets_no_other_script_run(page):
    page.run(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.bad = 1' }))"
    )
    assert page.run("window.bad") is None
    page.log.clear()  # the browser says that it refused it


def test_tab_indents_and_escape_leads_out(page):
    page.run(
        "document.getElementById('query').value = ''; document.getElementById('query').focus()"
    )
    page.press("Tab")
    assert page.run("document.getElementById('query').value") == "  "
    assert page.focused() == "query"
    page.press("Escape")
    page.press("Tab")
    assert page.focused() == "run"


def test_every_field_has_a_label(page):
    page.run("[...document.querySelectorAll('#questions button')][0].click()")
    page.wait("document.querySelectorAll('#fields input').length > 0")
    assert (
        page.run(
            "[...document.querySelectorAll('input, textarea')].filter((e) => !e.labels?.length).map((e) => e.id)"
        )
        == []
    )


def test_downloads_hold_all_rows(page):
    page.run(
        "window.made = []; URL.createObjectURL = (blob) => { made.push(blob); return 'blob:x' }"
    )
    page.run("HTMLAnchorElement.prototype.click = function () { made.push(this.download) }")
    ask(page, PEOPLE)
    page.click("#downloads button:nth-child(1)")
    page.wait("made.length === 2")
    assert page.run("made[1]") == "answer.csv"
    assert page.run("made[0].text()").splitlines()[0] == "person,personLabel,offence"


def test_running_query_can_be_stopped(chromium, serve, folder, endless):
    with serve("--store", folder, "--workers", 1) as server:
        (child,) = server.children
        chromium.go(f"{server.address}?query={quote(endless)}")
        chromium.wait("!document.getElementById('stop').hidden")
        chromium.click("#stop")
        chromium.wait("document.getElementById('status').innerText === 'Stopped.'")
        assert server.query("ASK {}").status == 200
        assert child not in server.children
