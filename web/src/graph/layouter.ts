/** The worker that lays out large pictures, so that the page goes on answering. */
import { force, type Forces } from "./forces";

const scope = self as unknown as { onmessage: (event: MessageEvent<Forces>) => void; postMessage: (places: unknown) => void };
scope.onmessage = (event) => scope.postMessage(force(event.data));
