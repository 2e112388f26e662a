"""The page of the audit, in a real browser: claims are judged by keys and buttons, kept, and taken along as a sheet."""

import csv
import re
from pathlib import Path

import commands
import pytest

from kg.audit import draw_sheet, precision, read
from kg.store import Embedded

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

SAMPLE = 12


@pytest.fixture(scope="module")
def sheet(folder) -> bytes:
    """The sheet that the command draws."""
    with Embedded.read_only(folder) as embedded:
        drawn, found = draw_sheet(embedded.store, SAMPLE)
    assert drawn == SAMPLE
    return found


@pytest.fixture
def judging(browser, served, look):
    """The page with a sample of three articles, of which nobody has judged a claim."""
    with look(browser, served) as page:
        opened(page, f"/audit?sample={SAMPLE}&seed=0")
        yield page


def opened(page, path: str) -> None:
    page.goto(path)
    page.locator(".audit .card").wait_for()


def at(page, number: int, of: int = SAMPLE) -> None:
    """Check which claim is shown."""
    expect(page.locator(".audit .card h2")).to_have_text(
        re.compile(rf"^Claim {number} of {of}(Right|Wrong|Unclear)?$")
    )


def judged(page, number: int, of: int = SAMPLE) -> None:
    """Check how many claims are judged."""
    expect(page.locator(".audit .progress p")).to_contain_text(f"{number} of {of} judged")


def keys(page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def button(page, name: str):
    return page.get_by_role("button", name=name)


def saved(page, folder: Path) -> Path:
    with page.expect_download() as begun:
        button(page, "Download the sheet").click()
    path = folder / f"saved-{begun.value.suggested_filename}"
    begun.value.save_as(path)
    return path


def judgements(path: Path) -> list[str]:
    return [str(row.judgement or "") for row in read([path])]


def take(page, path: Path) -> None:
    page.locator(".audit input[type=file]").set_input_files(path)


def test_a_sheet_that_nobody_judged_is_that_of_the_command(judging, sheet, tmp_path):
    assert saved(judging, tmp_path).read_bytes() == sheet


def test_claims_are_judged_by_keys_and_the_sheet_is_read_by_the_command(judging, sheet, tmp_path, kg):  # fmt: skip
    keys(judging, *"rwrur")
    at(judging, 6)
    judged(judging, 5)
    keys(judging, "m")
    judging.keyboard.type('=1+1, "so" he said: r w u')
    keys(judging, "Enter", "w", "k", "m", "End")
    judging.keyboard.type("!")
    keys(judging, "Enter", "z")
    at(judging, 6)
    path = saved(judging, tmp_path)
    assert judgements(path) == ["right", "wrong", "right", "unclear", "right", *[""] * 7]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[5]["remark"] == '\'=1+1, "so" he said: r w u!'
    assert [row | {"judgement": "", "remark": ""} for row in rows] == list(
        csv.DictReader(sheet.decode("utf-8-sig").splitlines())
    )
    code, told, _ = kg("audit", "--read", path)
    assert code == 0
    assert told.startswith("judgements: 7 not judged, 3 right, 1 unclear, 1 wrong\n")


def test_keys_that_come_at_once_judge_one_claim_each(judging):
    # All in one task of the browser but for what a key itself has it do: no time to paint in between.
    judging.evaluate(
        """async (keys) => { for (const key of keys) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
            await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
        } }""",
        [*"rwurwurwu"],
    )
    judged(judging, 9)
    expect(judging.locator(".progress p")).to_contain_text("3 right, 3 wrong, 3 unclear")


def test_a_reload_loses_nothing(judging, tmp_path):
    keys(judging, "r", "w", "ArrowRight", "m")
    judging.keyboard.type("later")
    before = saved(judging, tmp_path).read_bytes()
    judging.reload()
    at(judging, 4)
    judged(judging, 2)
    expect(judging.get_by_label("Remark")).to_have_value("later")
    assert saved(judging, tmp_path).read_bytes() == before
    opened(judging, f"/audit?sample={SAMPLE}&seed=0")
    at(judging, 3)  # the first that nobody has judged
    opened(judging, f"/audit?sample={SAMPLE}&seed=1")
    judged(judging, 0, SAMPLE)


def test_two_tabs_judge_one_sample(judging):
    other = judging.context.new_page()
    opened(other, f"/audit?sample={SAMPLE}&seed=0&at=7")
    keys(other, *"ww")
    judged(judging, 2)
    keys(judging, *"rr")
    judged(judging, 4)
    judged(other, 4)
    expect(judging.locator(".progress p")).to_contain_text("2 right, 2 wrong")


def test_a_browser_that_keeps_nothing_is_told_and_judges(browser, served, look, tmp_path):
    with look(browser, served) as page:
        page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
        opened(page, f"/audit?sample={SAMPLE}&seed=0")
        expect(page.get_by_role("alert")).to_contain_text("This browser keeps nothing of it")
        keys(page, *"rwz")
        judged(page, 1)
        assert judgements(saved(page, tmp_path)) == ["right", *[""] * (SAMPLE - 1)]


def test_buttons_do_what_keys_do(judging):
    for name in ("Right", "Wrong", "Unclear"):
        judging.locator(".answers").get_by_role("button", name=name).click()
    at(judging, 4)
    button(judging, "Previous").click()
    expect(judging.locator(".answers .unclear")).to_have_attribute("aria-pressed", "true")
    button(judging, "Next").click()
    button(judging, "Undo").click()
    at(judging, 3)
    judged(judging, 2)
    button(judging, "Forget all judgements").click()
    judged(judging, 0)
    keys(judging, "z")
    judged(judging, 2)


def test_a_claim_is_shown_with_its_sentence_and_its_neighbours(judging, sheet):
    row = next(csv.DictReader(sheet.decode("utf-8-sig").splitlines()))
    card = judging.locator(".audit .card")
    expect(card.locator("mark")).to_have_text(row["sentence"])
    expect(card.locator("blockquote")).to_contain_text(row["after"])
    expect(card.locator(".source")).to_contain_text(row["outlet"])
    keys(judging, "e")
    expect(judging.locator(".evidence mark.words").first).to_contain_text(row["sentence"])
    keys(judging, "r")
    at(judging, 2)
    expect(judging.locator(".evidence")).to_have_count(0)
    with judging.context.expect_page() as begun:
        judging.get_by_role("link", name="Show in the text").click()
    expect(begun.value.locator(".reading")).to_be_visible()


def test_all_is_done_by_keys_alone(browser, served, look):
    with look(browser, served) as page:
        page.goto("/audit")
        button(page, "Draw").wait_for()
        page.get_by_label("Claims").focus()
        keys(page, "Control+A")
        page.keyboard.type(str(SAMPLE))
        keys(page, "Enter")
        page.locator(".audit .card").wait_for()
        at(page, 1)
        keys(page, *"r" * SAMPLE)
        judged(page, SAMPLE)
        expect(page.locator(".progress")).to_contain_text("All are judged")
        at(page, SAMPLE)


def test_keys_can_be_switched_off(judging):
    judging.locator("details.keys summary").click()
    judging.get_by_label("Keys judge").uncheck()
    judging.locator(".card h2").focus()
    keys(judging, *"rwj")
    judging.reload()
    judging.locator(".card h2").focus()
    keys(judging, *"rwj")
    judging.locator(".answers .right").click()
    judged(judging, 1)
    at(judging, 2)


def test_the_summary_is_that_of_the_command(judging, tmp_path):
    keys(judging, *"rrwrwurr")
    judging.locator("details.summary summary").click()
    told = [
        row.replace("\u00a0", " ").split("\t")
        for row in judging.locator("details.summary tbody tr").all_inner_texts()
    ]
    found = precision(read([saved(judging, tmp_path)]))
    assert len(told) == 1 + len(found.parts["status"])
    for cells, each in zip(told, [found.whole, *(each for _, each in found.parts["status"])], strict=True):  # fmt: skip
        assert cells[1:] == [
            f"{round(each.claims):,}",
            str(each.judged),
            f"{100 * each.share:.1f} %",
            f"{100 * each.low:.1f} % to {100 * each.high:.1f} %",
        ]


def test_a_sheet_is_opened_to_go_on(judging, tmp_path):
    keys(judging, *"rw")
    path = saved(judging, tmp_path)
    button(judging, "Forget all judgements").click()
    judged(judging, 0)
    take(judging, path)
    judged(judging, 2)
    at(judging, 3)
    keys(judging, "u")
    judging.reload()
    judged(judging, 3)


def test_a_sheet_from_elsewhere_is_judged_without_a_draw(browser, served, look, tmp_path, folder):  # fmt: skip
    path = tmp_path / "news.csv"
    assert commands.run("audit", "--store", folder, "--seed", 9, "--sample", 13, "-o", path) == 0
    asked = []
    with look(browser, served) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/audit")
        button(page, "Draw").wait_for()
        take(page, path)
        at(page, 1, 13)
        keys(page, *"rwu")
        found = saved(page, tmp_path)
        assert found.name == "saved-news.csv"
        assert judgements(found)[:4] == ["right", "wrong", "unclear", ""]
        button(page, "Close the sheet").click()
        expect(page.locator(".card")).to_have_count(0)
        take(page, path)  # as it was before: what is kept is not lost
        judged(page, 3, 13)
    assert not [url for url in asked if "/api/audit" in url]


def test_a_damaged_sheet_is_told_in_one_sentence(judging, sheet, tmp_path):
    path = tmp_path / "damaged.csv"
    path.write_bytes(sheet.rsplit(b"\r\n", 2)[0] + b"\r\n")
    take(judging, path)
    expect(judging.get_by_role("alert")).to_contain_text(
        "damaged.csv: has 11 rows, and 12 claims were drawn; leave the rows"
    )
    at(judging, 1)


def test_a_sample_that_cannot_be_drawn_is_told(browser, served, look):
    with look(browser, served) as page:
        page.goto("/audit?sample=1")
        expect(page.get_by_role("alert")).to_contain_text("sample: 1 is too few for the ")
        assert len(page.wrong) == 1  # the console tells of the status 400
        page.wrong.clear()
        page.get_by_label("Claims").fill(str(SAMPLE))
        button(page, "Draw").click()
        at(page, 1)
