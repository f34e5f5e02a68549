// Reads the scripts that ad systems and shops serve: our own writing, kept as files in tags/.

import { readFileSync } from "node:fs";

export const asset = (name) => readFileSync(new URL(`tags/${name}`, import.meta.url), "utf8");
