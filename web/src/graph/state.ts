/** The state of a view as pairs of names and values: in the address, or, of an embedded view, beside it. */
import { useCallback, useState } from "preact/hooks";
import { type Pairs, setParameters, useAddress, withPairs } from "../address";

import { type Layout, LAYOUTS, type Point } from "./layout";

/** What is to change, or a function that tells it from what there is now. */
export type Change = Pairs | ((now: URLSearchParams) => Pairs);

/** The state, and a function that changes it; in the address a change is a step back, unless it says that it is none. */
export function usePairs(inAddress: boolean): [URLSearchParams, (change: Change, step?: boolean) => void] {
  const address = useAddress();
  const [own, setOwn] = useState(() => new URLSearchParams());
  const set = useCallback((change: Change, step = true) => {
    const told = (now: URLSearchParams): Pairs => (typeof change === "function" ? change(now) : change);
    if (inAddress) setParameters(told(new URLSearchParams(location.search)), step ? "push" : "replace");
    else setOwn((before) => withPairs(before, told(before)));
  }, [inAddress]);
  return [inAddress ? address.search : own, set];
}

/** The pinned nodes and where they stand, each as "x,y,id". */
export function readPins(search: URLSearchParams): Map<string, Point> {
  const pins = new Map<string, Point>();
  for (const pin of search.getAll("pin")) {
    const [, x, y, id] = /^(-?\d+),(-?\d+),(.+)$/.exec(pin) ?? [];
    if (id) pins.set(id, { x: Number(x), y: Number(y) });
  }
  return pins;
}
export const writePins = (pins: Map<string, Point>): string[] => [...pins].map(([id, { x, y }]) => `${Math.round(x)},${Math.round(y)},${id}`);

export const layoutOf = (search: URLSearchParams): Layout => LAYOUTS.find((name) => name === search.get("layout")) ?? "forces";
export const isFolded = (search: URLSearchParams): boolean => search.get("events") === "folded";
