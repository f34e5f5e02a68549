// When a browser on the small web has come to rest: by conditions, so that a slow machine waits longer.

import { setTimeout as sleep } from "node:timers/promises";

/** Since when requests are under way, from the first thought of them (the server learns only after the handshake). */
const underway = new WeakMap();

/** A request that has not ended by then will not be told of any more: its page is gone, or it was a beacon. */
const PATIENCE = 1500;

/** Counts a browser's requests from now on. */
export function watch(context) {
  const requests = new Map();
  underway.set(context, requests);
  context.on("request", (request) => requests.set(request, Date.now()));
  for (const end of ["requestfinished", "requestfailed"]) context.on(end, (request) => requests.delete(request));
  context.on("page", (page) => page.on("close", () => {
    for (const request of requests.keys()) if (pageOf(request) === page) requests.delete(request);
  }));
}

/** The page of a request; none where a worker asks, or where its frame is gone. */
function pageOf(request) {
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
}

/** What a frame does before it is at rest: its scripts, then a drawn picture. A frame that goes away is at rest. */
const rest = () => new Promise((done) => requestIdleCallback(() => setTimeout(done), { timeout: 1000 }));

/** Whether something is under way that will still be told of. */
const busy = (context) => [...underway.get(context).values()].some((since) => Date.now() - since < PATIENCE);

/**
 * Waits until nothing is asked for, by the browser's account and the server's, and every frame is idle;
 * and that this has held for `millis`.
 */
export async function settled(context, web, { millis = 300 } = {}) {
  for (let seen; seen !== web.asked();) {
    await web.quiet(millis);
    while (busy(context)) await sleep(50);
    const frames = context.pages().flatMap((page) => page.frames());
    const idle = frames.map((frame) => Promise.race([frame.evaluate(rest).catch(() => {}), sleep(PATIENCE, undefined, { ref: false })]));
    seen = web.asked();
    await Promise.all(idle);
    await sleep(50);
  }
}
