/** Days, months and years as stretches of time, and rows in which they do not lie on each other. */

/** The first and the last moment of what START and END name, as YYYY, YYYY-MM or YYYY-MM-DD. */
export function span(start: string, end = start): { from: Date; to: Date } {
  const from = edge(start, false);
  const to = edge(end, true);
  return to < from ? { from, to: edge(start, true) } : { from, to };
}

function edge(when: string, last: boolean): Date {
  const [, year = "1970", month, date] = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(when) ?? [];
  const y = Number(year);
  const made = new Date(Date.UTC(2000, month ? Number(month) - 1 : 0, date ? Number(date) : 1));
  made.setUTCFullYear(y, made.getUTCMonth(), date ? Number(date) : 1);
  if (!last) return made;
  if (!month) made.setUTCFullYear(y + 1); else if (!date) made.setUTCMonth(made.getUTCMonth() + 1); else made.setUTCDate(made.getUTCDate() + 1);
  return new Date(made.getTime() - 1);
}

/** Give each thing the first row in which nothing lies in its way; what finds none in MOST rows is crowded into the last. */
export function lanes<T extends { x: number; end: number; wide: number; left?: boolean }>(things: T[], most: number): (T & { row: number; crowded: boolean })[] {
  const free: number[] = [];
  const begin = (thing: T): number => thing.left ? thing.x - thing.wide : thing.x;
  return [...things].sort((a, b) => begin(a) - begin(b)).map((thing) => {
    let row = free.findIndex((until) => until <= begin(thing) - 6);
    const crowded = row < 0 && free.length >= most;
    if (row < 0) row = crowded ? most - 1 : free.length;
    free[row] = Math.max(free[row] ?? 0, thing.end, thing.left ? thing.x + 8 : thing.x + thing.wide);
    return { ...thing, row, crowded };
  });
}
