// Requests and replies as plain values, so that every actor of the small web is a function.

import { randomBytes } from "node:crypto";

/** An unguessable id, as ad systems give them. */
export const newId = (bytes = 16) => randomBytes(bytes).toString("hex");

/** Reads a request of node's into a value. */
export async function requestFrom(incoming, scheme) {
  const host = (incoming.headers.host ?? "").replace(/:\d+$/, "");
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(`${scheme}://${host}${incoming.url}`);
  return {
    url, host, path: url.pathname, query: url.searchParams,
    method: incoming.method,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
    cookies: cookiesFrom(incoming.headers.cookie ?? ""),
  };
}

const cookiesFrom = (header) => Object.fromEntries(
  header.split(/;\s*/).filter(Boolean).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
  }),
);

const reply = (type) => (body, more = {}) => ({ status: 200, type, body: String(body), ...more });

export const page = reply("text/html; charset=utf-8");
export const script = reply("text/javascript; charset=utf-8");
export const svg = reply("image/svg+xml");
export const data = (value, more) => reply("application/json")(JSON.stringify(value), more);
export const redirect = (to, more = {}) => ({ status: 302, type: "text/plain", body: "", to, ...more });
export const nothing = (more = {}) => ({ status: 204, body: "", ...more });
export const notFound = () => ({ status: 404, type: "text/plain", body: "Not found" });

const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
export const pixel = (more = {}) => ({ status: 200, type: "image/gif", body: GIF, ...more });

/** A cookie that its host gets back from every site, as ad systems set them. */
export const thirdParty = (name, value, domain) =>
  `${name}=${value}; Domain=${domain}; Path=/; Max-Age=33696000; Secure; SameSite=None`;

/** Sends a reply; answers the cross-origin questions of a browser the way pixels and bidders do. */
export function send(outgoing, request, answer) {
  // A page that may not be stored is not kept for the way back either; people's pages are.
  const cache = answer.type?.startsWith("text/html") ? "no-cache" : "no-store";
  const headers = { "Cache-Control": cache, ...answer.headers };
  if (answer.type) headers["Content-Type"] = answer.type;
  if (answer.to) headers.Location = answer.to;
  if (answer.cookies?.length) headers["Set-Cookie"] = answer.cookies;
  if (request.headers.origin) {
    headers["Access-Control-Allow-Origin"] = request.headers.origin;
    headers["Access-Control-Allow-Credentials"] = "true";
    headers["Access-Control-Allow-Headers"] = "content-type";
  }
  outgoing.writeHead(answer.status, headers);
  outgoing.end(answer.body);
}
