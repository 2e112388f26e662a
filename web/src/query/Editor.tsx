/** The editor as a part of the page. It lives in a shadow root: there CodeMirror's styles are adopted style sheets,
 * while in the document they would be a <style> element, which the policy of the page forbids. */
import type { Completion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { markPlace, offsetOf, openEditor } from "./editor";
import type { Prefixes } from "./iris";
import type { Place } from "./place";

interface Props {
  /** The query that is put into the editor; typing does not change it, so that a slow page never takes back what was typed. */
  given: { text: string };
  terms: Completion[];
  prefixes: Prefixes;
  /** Where the mistake is. */
  place?: Place;
  /** Grows when the cursor is to go to the place. */
  goTo: number;
  onChange: (text: string) => void;
  onRun: (text: string) => void;
}

export function Editor(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    view.current = openEditor(root, latest.current.given.text, {
      run: (text) => latest.current.onRun(text),
      changed: (text) => latest.current.onChange(text),
      terms: () => latest.current.terms,
      prefixes: latest.current.prefixes,
    });
    return () => view.current?.destroy();
  }, []);
  useEffect(() => {
    const doc = view.current?.state.doc;
    if (doc && doc.toString() !== props.given.text) view.current!.dispatch({ changes: { from: 0, to: doc.length, insert: props.given.text }, selection: { anchor: 0 }, scrollIntoView: true });
  }, [props.given]);
  useEffect(() => { view.current?.dispatch({ effects: markPlace.of(props.place) }); }, [props.given, props.place]);
  useEffect(() => {
    if (!props.goTo || !props.place || !view.current) return;
    view.current.dispatch({ selection: { anchor: offsetOf(view.current.state, props.place) }, scrollIntoView: true });
    view.current.focus();
  }, [props.goTo]);
  return <div ref={host} class="editor" />;
}
