/** The SPARQL editor: CodeMirror with highlighting, completion and a mark at a mistake. */
import { acceptCompletion, autocompletion, type Completion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { texts } from "../texts";
import { complete } from "./completion";
import type { Prefixes } from "./iris";
import type { Place } from "./place";

const TO_LEAVE = 5000; // milliseconds after Esc in which Tab leaves the field

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--Event)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--link)" },
  { tag: [tags.string, tags.url], color: "var(--Asserted)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.atom, tags.number, tags.bool, tags.standard(tags.variableName)], color: "var(--Organization)" },
]);
const look = EditorView.theme({
  "&": { background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px", fontSize: ".9rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace", lineHeight: "1.5", overflow: "auto", minHeight: "8rem", maxHeight: "var(--tallest, 28rem)" },
  ".cm-gutters": { background: "var(--wash)", color: "var(--soft)", border: "0", borderRight: "1px solid var(--line)" },
  ".cm-content": { caretColor: "var(--ink)" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": { background: "color-mix(in srgb, var(--link) 30%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--mark)", outline: "1px solid var(--soft)" },
  ".cm-wrong": { background: "color-mix(in srgb, var(--Denied) 18%, transparent)" },
  ".cm-wrong-place": { textDecoration: "underline wavy var(--Denied)" },
  ".cm-tooltip": { background: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px", maxWidth: "min(32rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .5rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-tooltip.cm-completionInfo": { padding: ".4rem .6rem", maxWidth: "20rem", fontFamily: "system-ui, sans-serif" },
});

export const markPlace = StateEffect.define<Place | undefined>();
/** The line of a mistake and the word that it begins at; gone as soon as the query is changed. */
const mistake = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(found, change) {
    if (change.docChanged) found = Decoration.none;
    for (const effect of change.effects) if (effect.is(markPlace)) found = effect.value ? marked(change.state, effect.value) : Decoration.none;
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The offset of a place; the server counts characters where JavaScript counts UTF-16 units. */
export function offsetOf(state: EditorState, place: Place): number {
  const line = state.doc.line(Math.min(place.line, state.doc.lines));
  return line.from + [...line.text].slice(0, place.column - 1).join("").length;
}

function marked(state: EditorState, place: Place): DecorationSet {
  const from = offsetOf(state, place);
  const line = state.doc.lineAt(from);
  const word = /^\S+/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
  const marks = [Decoration.line({ class: "cm-wrong" }).range(line.from)];
  if (word) marks.push(Decoration.mark({ class: "cm-wrong-place" }).range(from, from + word));
  return Decoration.set(marks, true);
}

export interface Wishes {
  run: (text: string) => void;
  changed: (text: string) => void;
  terms: () => Completion[];
  prefixes: Prefixes;
}

export function openEditor(parent: ShadowRoot, doc: string, wishes: Wishes): EditorView {
  const run = (view: EditorView): boolean => { wishes.run(view.state.doc.toString()); return true; };
  const state = EditorState.create({
    doc,
    extensions: [
      lineNumbers(), history(), bracketMatching(), indentUnit.of("  "), EditorState.tabSize.of(2),
      StreamLanguage.define(sparql), syntaxHighlighting(colours), look, mistake,
      Prec.highest(keymap.of([
        { key: "Mod-Enter", run }, { key: "Ctrl-Enter", run },
        // Esc, then Tab, leaves the field, also where Esc closed the completions.
        { key: "Escape", run: (view) => { view.setTabFocusMode(TO_LEAVE); return false; } },
      ])),
      autocompletion({
        icons: false,
        override: [({ state: at, pos, explicit }) => complete(at.doc.toString(), pos, wishes.terms(), wishes.prefixes, explicit) ?? null],
      }),
      keymap.of([
        { key: "Tab", run: (view) => acceptCompletion(view) || (view.state.selection.main.empty ? twoSpaces(view) : indentMore(view)), shift: indentLess },
        ...historyKeymap, ...defaultKeymap,
      ]),
      EditorView.domEventHandlers({ beforeinput: replaceSelected }),
      EditorView.contentAttributes.of({ tabindex: "0", "aria-label": texts.query.editor, "aria-description": texts.query.keys }),
      EditorView.updateListener.of((update) => { if (update.docChanged) wishes.changed(update.state.doc.toString()); }),
    ],
  });
  return new EditorView({ state, parent, root: parent });
}

function twoSpaces(view: EditorView): boolean {
  view.dispatch(view.state.replaceSelection("  "), { scrollIntoView: true, userEvent: "input" });
  return true;
}

/** Typing over a selection: left to itself, Chromium joins what is left with style attributes, which the policy of the page forbids. */
function replaceSelected(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { scrollIntoView: true, userEvent: "input.type" });
  return true;
}
