// A clock for Chromium that a test sets ahead, while it runs: days pass in a real browser, for all that it does.

import { execFile } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SOURCE = fileURLToPath(new URL("./ahead.c", import.meta.url));

export class Clock {
  /** Compiles what stands before the C library; Rust needs a C compiler for linking, so there is one. */
  static async start() {
    const clock = new Clock();
    clock.folder = await mkdtemp(join(tmpdir(), "candor-clock-"));
    const [library, name] = ["ahead.so", "seconds"].map((file) => join(clock.folder, file));
    await promisify(execFile)("cc", ["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]);
    clock.file = await open(name, "w+");
    clock.env = { LD_PRELOAD: library, CANDOR_CLOCK: name };
    await clock.set(0);
    return clock;
  }

  /** How far it is ahead from now on, in milliseconds. */
  async set(ahead) {
    const seconds = Buffer.alloc(8);
    seconds.writeBigInt64LE(BigInt(Math.round(ahead / 1000)));
    await this.file.write(seconds, 0, 8, 0);
  }

  async close() {
    await this.file.close();
    await rm(this.folder, { recursive: true });
  }
}
