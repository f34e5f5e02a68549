// Runs `candor replay` on an exported fact log.

import { candor } from "./command.mjs";

/** What the command line makes of a log. */
export const replay = (log) => candor(["replay"], log);
