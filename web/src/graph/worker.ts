/** The worker in which large pictures are laid out. */
export const layouter = (): Worker | undefined =>
  typeof Worker === "undefined" ? undefined : new Worker(new URL("./layouter.ts", import.meta.url), { type: "module" });
