import type { Command } from "./command"
import { doctor } from "./doctor"
import { simulate } from "./simulate"

/** Every command by its name, in the order --help shows them. */
export const commands = new Map<string, Command>([
  ["doctor", doctor],
  ["simulate", simulate],
])
