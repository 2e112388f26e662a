import { go } from "../address";

/** Follow a link of a picture inside the explorer, unless the reader wants another tab. */
export function follow(event: MouseEvent, page: string): void {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(page);
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}
