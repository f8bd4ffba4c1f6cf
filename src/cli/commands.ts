import type { Command } from "./command"
import { simulate } from "./simulate"

/** Every command by its name, in the order --help shows them. */
export const commands = new Map<string, Command>([["simulate", simulate]])
