// Runs the native command line `candor`.

import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUILT = ["release", "debug"].map((profile) => fileURLToPath(new URL(`../../target/${profile}/candor`, import.meta.url)));

// An older build may lie beside the one that was just made, and would not know its pack.
function newest(paths) {
  const built = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return paths.filter(built).sort((a, b) => built(b) - built(a))[0];
}

/** What the command line makes of its arguments and its input. */
export function candor(args, input = "") {
  const program = process.env.CANDOR_BIN ?? newest(BUILT);
  if (!program) throw new Error("no candor command line built: cargo build --bin candor");
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    let out = "", err = "";
    child.stdout.on("data", (data) => { out += data; });
    child.stderr.on("data", (data) => { err += data; });
    child.on("error", fail);
    child.on("close", (status) => status === 0 ? done(out) : fail(new Error(`candor ${args[0]}: ${err}`)));
    // A subcommand that reads only files closes its input early.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
