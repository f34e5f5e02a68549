// Runs `candor replay`, the native command line, on an exported fact log.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUILT = ["release", "debug"].map((profile) => fileURLToPath(new URL(`../../target/${profile}/candor`, import.meta.url)));

/** What the command line makes of a log. */
export function replay(log) {
  const program = [process.env.CANDOR_BIN, ...BUILT].find((path) => path && existsSync(path));
  if (!program) throw new Error("no candor command line built: cargo build --bin candor");
  return new Promise((done, fail) => {
    const child = spawn(program, ["replay"], { stdio: ["pipe", "pipe", "pipe"] });
    let out = "", err = "";
    child.stdout.on("data", (data) => { out += data; });
    child.stderr.on("data", (data) => { err += data; });
    child.on("error", fail);
    child.on("close", (status) => status === 0 ? done(out) : fail(new Error(`candor replay: ${err}`)));
    child.stdin.end(log);
  });
}
