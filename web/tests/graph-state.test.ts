import { expect, test } from "vitest";
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
