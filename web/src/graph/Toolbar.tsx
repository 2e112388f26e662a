/** What can be done with the whole picture. */
import { texts } from "../texts";
import { type Layout, LAYOUTS } from "./layout";

const t = texts.graph;
export const FORMATS = ["svg", "png", "graphml", "turtle"] as const;
export type Format = (typeof FORMATS)[number];

interface Props {
  layout: Layout; folded: boolean; hidden: number; busy: boolean; counts: string; hasEvents: boolean;
  onLayout: (layout: Layout) => void; onFold: (folded: boolean) => void; onShowHidden: () => void; onZoom: (by: number) => void; onFit: () => void; onSave: (format: Format) => void;
}

export function Toolbar({ layout, folded, hidden, busy, counts, hasEvents, onLayout, onFold, onShowHidden, onZoom, onFit, onSave }: Props) {
  return <div class="tools" role="group" aria-label={t.tools}>
    <label>{t.layout} <select value={layout} onChange={(event) => onLayout(event.currentTarget.value as Layout)}>
      {LAYOUTS.map((name) => <option key={name} value={name}>{t.layouts[name]}</option>)}
    </select></label>
    <button type="button" onClick={() => onLayout(layout)}>{t.again}</button>
    {hasEvents && <label>{t.events} <select value={folded ? "folded" : "nodes"} onChange={(event) => onFold(event.currentTarget.value === "folded")}>
      <option value="nodes">{t.asNodes}</option><option value="folded">{t.asEdges}</option>
    </select></label>}
    <span class="together">
      <button type="button" aria-label={t.closer} title={t.closer} onClick={() => onZoom(1.3)}>+</button>
      <button type="button" aria-label={t.farther} title={t.farther} onClick={() => onZoom(1 / 1.3)}>−</button>
      <button type="button" onClick={onFit}>{t.fit}</button>
    </span>
    {hidden > 0 && <button type="button" onClick={onShowHidden}>{t.hiddenCount(hidden)}</button>}
    <label>{t.save} <select value="" onChange={(event) => { const format = event.currentTarget.value as Format | ""; event.currentTarget.value = ""; if (format) onSave(format); }}>
      <option value="">…</option>{FORMATS.map((format) => <option key={format} value={format}>{t.saves[format]}</option>)}
    </select></label>
    <span class="soft counts">{busy ? t.layingOut : counts}</span>
  </div>;
}
