/** Keys that judge. */
import type { Judgement } from "./sheet";

export type Command = Judgement | "next" | "previous" | "undo" | "evidence" | "remark";
const COMMANDS: Record<string, Command> = {
  r: "right", w: "wrong", u: "unclear", j: "next", ArrowRight: "next", k: "previous", ArrowLeft: "previous", z: "undo", e: "evidence", m: "remark",
};
const FIELDS = "input, textarea, select, [contenteditable]";

const OFF = "kg:audit keys off";

/** Whether keys judge: who speaks to the machine may have switched them off, as each letter of a word would. */
export function keysAreOn(): boolean {
  try { return localStorage.getItem(OFF) === null; } catch { return true; }
}
export function switchKeys(on: boolean): void {
  try { if (on) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "yes"); } catch { /* for this visit, then */ }
}

/** What a key asks for; nothing in a field, where it is a letter. */
export function commandOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "target" | "defaultPrevented" | "repeat">): Command | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.target instanceof Element && event.target.closest(FIELDS)) return undefined;
  const command = Object.hasOwn(COMMANDS, event.key) ? COMMANDS[event.key] : undefined;
  // A key that is held goes through the claims, and judges none of those that it passes.
  return event.repeat && command !== "next" && command !== "previous" ? undefined : command;
}
