/** Days as a reader writes them. */
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
/** "2026-01-05T…" as "5 Jan 2026", "2026-01" as "Jan 2026". */
export function day(when: string): string {
  const [, year, month, date] = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(when) ?? [];
  if (!year) return when;
  const named = month ? `${MONTHS[Number(month) - 1]} ${year}` : year;
  return date ? `${Number(date)} ${named}` : named;
}
