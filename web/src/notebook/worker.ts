/** In place of graph/worker: a frame without an origin may not start one. */
export const layouter = (): undefined => undefined;
