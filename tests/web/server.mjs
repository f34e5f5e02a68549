// Starts the small web: every host name on two loopback ports, behind a certificate made at start.

import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { generate } from "selfsigned";

import { notFound, nothing, requestFrom, send } from "./http.mjs";
import { banners } from "./banners.mjs";
import { hostile } from "./hostile.mjs";
import { lists } from "./lists.mjs";
import { publisher } from "./publisher.mjs";
import { shop } from "./shop.mjs";
import { SERVICES } from "./services.mjs";
import { SYSTEMS } from "./systems.mjs";
import { World } from "./world.mjs";

/**
 * Starts listening. `args` are what Chromium needs to see this web in place of the real one;
 * `world` holds the truth, for the test alone: nothing here serves it.
 */
export async function start(world = new World()) {
  const actors = [...SYSTEMS.flatMap((system) => system.hosts), ...banners.hosts, ...SERVICES, ...shop.hosts, ...publisher.hosts, ...hostile.hosts, ...lists.hosts];
  let running = 0;
  let last = 0;
  let asked = 0;
  const answer = (scheme) => async (incoming, outgoing) => {
    running += 1;
    asked += 1;
    last = Date.now();
    outgoing.on("close", () => { running -= 1; });
    const request = await requestFrom(incoming, scheme);
    const called = actors.filter(({ host }) => host.test(request.host));
    const origin = request.headers.origin ?? request.headers.referer ?? "";
    if (called.length > 0 || origin.startsWith("chrome-extension:")) {
      world.requests.push({ time: Date.now(), method: request.method, url: request.url.href, origin, gpc: request.headers["sec-gpc"], cookies: Object.keys(request.cookies).length });
    }
    let reply = request.method === "OPTIONS" ? nothing() : undefined;
    try {
      for (const actor of called) reply ??= await actor.answer(request, world);
      reply ??= notFound();
    } catch (error) {
      world.failures.push(`${request.url.href}: ${error.stack}`);
      reply = { status: 500, type: "text/plain", body: "Internal error" };
    }
    send(outgoing, request, reply);
  };
  const { private: key, cert } = await generate([{ name: "commonName", value: "small.web" }], { keySize: 2048 });
  const servers = [http.createServer(answer("http")), https.createServer({ key, cert }, answer("https"))];
  // Nobody here speaks by web socket; that somebody was asked to is what counts.
  servers[1].on("upgrade", ({ headers, url }, socket) => {
    world.requests.push({ time: Date.now(), method: "GET", url: `wss://${headers.host}${url}`, origin: headers.origin ?? "" });
    socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
  });
  const [plain, secure] = await Promise.all(servers.map(listen));
  return {
    world,
    ports: { http: plain, https: secure },
    args: [
      `--host-resolver-rules=MAP *:80 127.0.0.1:${plain}, MAP *:443 127.0.0.1:${secure}`,
      "--ignore-certificate-errors",
    ],
    /** How many requests came so far. */
    asked: () => asked,
    /** Waits until nothing was asked for `millis`. */
    quiet: async (millis = 300) => {
      while (running > 0 || Date.now() - last < millis) await sleep(50);
    },
    close: () => Promise.all(servers.map((server) => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    })),
  };
}

const listen = (server) => new Promise((done) => {
  server.listen(0, "127.0.0.1", () => done(server.address().port));
});
