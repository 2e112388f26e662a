import { expect, test } from "vitest";
import { apart, type Body } from "../src/graph/forces";
import { extent } from "../src/graph/layout";
import { readPins, writePins } from "../src/graph/state";

const search = (...pins: string[]): URLSearchParams => new URLSearchParams(pins.map((pin) => ["pin", pin]));

test("a pin has its place, and an id with commas stays whole", () => {
  const pins = new Map([["https://w3id.org/news-kg/entity/a,b", { x: -12.4, y: 300.6 }]]);
  expect(writePins(pins)).toEqual(["-12,301,https://w3id.org/news-kg/entity/a,b"]);
  expect(readPins(search(...writePins(pins)))).toEqual(new Map([["https://w3id.org/news-kg/entity/a,b", { x: -12, y: 301 }]]));
});
test("what is no pin is passed over", () => expect(readPins(search("", "1,2", "x,y,id", "1,2,"))).toEqual(new Map()));

test("the picture reaches as far as its nodes and the labels below them", () => {
  const one = { x: 0, y: 0, half: 10, label: "" };
  expect(extent([one])).toEqual({ x: -10, y: -10, width: 20, height: 20 });
  expect(extent([one, { ...one, x: 100, label: "ten letters" }])).toEqual({ x: -10, y: -10, width: 143, height: 36 });
});

test("nodes that lie upon each other are pushed apart; what is fixed stays", () => {
  const body = (id: string, x: number, fixed = false): Body => ({ id, x, y: 0, width: 40, height: 20, fixed });
  const bodies = [body("a", 0), body("b", 5), body("far", 300), body("pinned", 6, true)];
  const found = apart(Object.fromEntries(bodies.map(({ id, x, y }) => [id, { x, y }])), bodies);
  expect(found.pinned).toEqual({ x: 6, y: 0 });
  expect(found.far).toEqual({ x: 300, y: 0 });
  const own = ["a", "b", "pinned"].map((id) => found[id]!);
  for (const [i, one] of own.entries()) for (const other of own.slice(i + 1))
    expect(Math.abs(one.x - other.x) >= 40 || Math.abs(one.y - other.y) >= 20).toBe(true);
});
