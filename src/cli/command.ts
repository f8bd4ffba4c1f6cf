/** Where a command writes. Tests hand in their own. */
export interface Output {
  out(line: string): void
  err(line: string): void
}

export interface Command {
  /** One line for the overview of --help. */
  summary: string
  usage: string
  /** Each option and what it does, for the command's own --help. */
  options: readonly [option: string, what: string][]
  /** Resolves with the exit code once the command is done. */
  run(args: string[], output: Output, stop: AbortSignal): Promise<number>
}

/** What a person typed cannot be done; shown without a stack, exit code 2. */
export class UsageError extends Error {}
