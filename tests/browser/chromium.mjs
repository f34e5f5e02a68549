// Launches Chromium: the one named in CANDOR_CHROME, or an installed one.

import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { watch } from "./settled.mjs";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/** The browser's program; an error that says what to do where there is none. */
export function executable() {
  const found = [process.env.CANDOR_CHROME, ...INSTALLED].find((path) => path && existsSync(path));
  if (!found) throw new Error("no Chromium found: install one (apt install chromium) or name it in CANDOR_CHROME");
  return found;
}

export const EXTENSION = fileURLToPath(new URL("../../dist/chromium", import.meta.url));

/** Where Chromium writes what it makes of an unpacked extension's rules. */
const INDEX = "_metadata";

/**
 * A copy of the extension for one browser, with more permissions given from the start. At each start Chromium
 * writes the index of an unpacked extension's rules into its folder anew: of two browsers on one folder, one
 * may open its first page without them, or find no extension at all.
 */
export async function ownCopy(permissions = []) {
  const copy = await mkdtemp(join(tmpdir(), "candor-extension-"));
  await cp(EXTENSION, copy, { recursive: true, filter: (path) => path !== join(EXTENSION, INDEX) });
  const path = join(copy, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  manifest.permissions.push(...permissions);
  await writeFile(path, JSON.stringify(manifest));
  return copy;
}

const QUIET = [
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-first-run",
  "--no-default-browser-check", "--disable-features=Translate,OptimizationHints,MediaRouter",
];

/** Debian's Chromium blocks third-party cookies by default; most people's browsers take them. */
const PREFERENCES = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };

/** A new person's profile, with more preferences where they are named. */
export async function freshProfile(more = {}) {
  const directory = await mkdtemp(join(tmpdir(), "candor-profile-"));
  await mkdir(join(directory, "Default"));
  await writeFile(join(directory, "Default", "Preferences"), JSON.stringify({ ...PREFERENCES, ...more }));
  return directory;
}

/** A browser context with its own profile: a fresh one, unless `profile` names one to go on with. */
export async function launch({ args = [], profile, extension, env, ...options } = {}) {
  const directory = profile ?? await freshProfile();
  const loaded = extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : [];
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const headless = process.env.CANDOR_HEADED ? [] : ["--headless=new"];
  const context = await chromium.launchPersistentContext(directory, {
    executablePath: executable(), headless: false,
    // What people's browsers have: extensions, and pages kept for the way back.
    ignoreDefaultArgs: ["--disable-extensions", "--disable-component-extensions-with-background-pages", "--disable-back-forward-cache"],
    args: [...QUIET, ...root, ...headless, ...loaded, ...args],
    env: { ...process.env, LANGUAGE: "en", ...env },
    viewport: { width: 1280, height: 900 }, ...options,
  });
  context.profile = directory;
  watch(context);
  return context;
}
