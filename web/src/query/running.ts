/** Running a query: what is asked, what was answered, and how it is stopped. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Failed } from "../api";
import { texts } from "../texts";
import { type Answer, askQuery } from "./answers";

export type Run =
  | { state: "idle" | "stopped" }
  | { state: "asking"; query: string }
  | { state: "failed"; query: string; message: string }
  | { state: "answered"; query: string; answer: Answer };

const KEPT = 3;
const kept = new Map<string, Answer>(); // the last answers, so that back and forward show them at once

export const messageOf = (error: unknown): string => (error instanceof Failed ? error.message : texts.query.gone);

export function useRun(): { run: Run; ask: (text: string | ((signal: AbortSignal) => Promise<string>), anew: boolean) => Promise<Run | undefined>; stop: () => void; forget: () => void } {
  const [run, set] = useState<Run>({ state: "idle" });
  const running = useRef<AbortController>(undefined);

  /** Ask a query, or what a named question gives as one; undefined where another was asked meanwhile. */
  const ask = useCallback(async (text: string | ((signal: AbortSignal) => Promise<string>), anew: boolean): Promise<Run | undefined> => {
    running.current?.abort();
    const mine = running.current = new AbortController();
    let query = typeof text === "string" ? text : "";
    const end = (found: Run): Run | undefined => {
      if (running.current !== mine) return undefined;
      set(found);
      return found;
    };
    end({ state: "asking", query });
    try {
      if (typeof text !== "string") query = await text(mine.signal);
      const before = anew ? undefined : kept.get(query);
      const answer = before ?? await askQuery(query, mine.signal);
      kept.delete(query);
      kept.set(query, answer);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return end({ state: "answered", query, answer });
    } catch (error) {
      return end(mine.signal.aborted ? { state: "stopped" } : { state: "failed", query, message: messageOf(error) });
    }
  }, []);
  const stop = useCallback(() => running.current?.abort(), []);
  const forget = useCallback(() => { running.current?.abort(); running.current = undefined; set({ state: "idle" }); }, []);
  useEffect(() => () => { running.current?.abort(); running.current = undefined; }, []);
  return { run, ask, stop, forget };
}
