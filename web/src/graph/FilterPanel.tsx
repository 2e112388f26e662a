/** The filters of a picture: what is ticked is shown, and nothing ticked means all. */
import type { Status } from "../api";
import { statusText, texts } from "../texts";
import { type Choice, FACETS, type Facet, type Filters, isFiltered } from "./filters";

const t = texts.graph;

interface Props { filters: Filters; choices: Record<Facet, Choice[]>; open: boolean; onChange: (filters: Filters) => void }

export function FilterPanel({ filters, choices, open, onChange }: Props) {
  const set = (changed: Partial<Filters>): void => onChange({ ...filters, ...changed });
  return <details class="filters" open={open || isFiltered(filters)}>
    <summary>{t.filters}</summary>
    <p class="soft">{t.filterNote} {isFiltered(filters) && <Clear filters={filters} onChange={onChange} />}</p>
    <div class="facets">
      {FACETS.map((facet) => <Ticks key={facet} title={t.facets[facet]} choices={withTicked(choices[facet], filters[facet])} facet={facet} ticked={filters[facet]}
        onChange={(ticked) => set({ [facet]: ticked as Status[] })} />)}
      <fieldset>
        <legend>{t.time}</legend>
        <label>{t.since} <input type="date" value={filters.since} max={filters.until || undefined} onChange={(event) => set({ since: event.currentTarget.value })} /></label>
        <label>{t.until} <input type="date" value={filters.until} min={filters.since || undefined} onChange={(event) => set({ until: event.currentTarget.value })} /></label>
        {filters.since && filters.until && filters.since > filters.until && <p class="wrong" role="alert">{t.wrongDays}</p>}
        <label>{t.timeOf} <select value={filters.time} onChange={(event) => set({ time: event.currentTarget.value as Filters["time"] })}>
          <option value="published">{t.published}</option><option value="happened">{t.happened}</option>
        </select></label>
      </fieldset>
    </div>
  </details>;
}

export function Clear({ filters, onChange }: Pick<Props, "filters" | "onChange">) {
  return <button type="button" onClick={() => onChange({ ...filters, kinds: [], types: [], statuses: [], speakers: [], outlets: [], since: "", until: "" })}>{t.clearFilters}</button>;
}

/** The choices, and what the address ticks although the picture has it not. */
function withTicked(choices: Choice[], ticked: string[]): Choice[] {
  const known = new Set(choices.map((choice) => choice.name));
  return [...choices, ...ticked.filter((name) => !known.has(name)).map((name) => ({ name, label: name, count: 0 }))];
}

function Ticks({ title, facet, choices, ticked, onChange }: { title: string; facet: Facet; choices: Choice[]; ticked: readonly string[]; onChange: (ticked: string[]) => void }) {
  if (!choices.length) return null;
  return <fieldset>
    <legend>{title}</legend>
    <div class="ticks">
      {choices.map(({ name, label, count }) => <label key={name}>
        <input type="checkbox" checked={ticked.includes(name)} onChange={(event) => onChange(event.currentTarget.checked ? [...ticked, name] : ticked.filter((one) => one !== name))} />
        {" "}<bdi>{facet === "statuses" ? statusText(name as Status).name : label}</bdi> <span class="soft">{count}</span>
      </label>)}
    </div>
  </fieldset>;
}
