import { UsageError, type Command, type Output } from "./command"
import { commands } from "./commands"
import { packageVersion } from "./version"

/** Runs one command line; resolves with the exit code: 0 done, 1 failed, 2 not understood. */
export async function main(argv: string[], output: Output, stop: AbortSignal): Promise<number> {
  const [name, ...args] = argv
  if (name === "--version" || name === "-v") {
    output.out(packageVersion())
    return 0
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    output.out(help())
    return name === undefined ? 2 : 0
  }
  const command = commands.get(name)
  if (!command) {
    output.err(`Unknown command: ${name}\n\n${help()}`)
    return 2
  }
  if (args.includes("--help") || args.includes("-h")) {
    output.out(helpOf(command))
    return 0
  }
  try {
    return await command.run(args, output, stop)
  } catch (error) {
    output.err(error instanceof Error ? error.message : String(error))
    return error instanceof UsageError ? 2 : 1
  }
}

function helpOf({ usage, summary, options }: Command): string {
  const width = Math.max(...options.map(([option]) => option.length))
  const lines = options.map(([option, what]) => `  ${option.padEnd(width)}  ${what}`)
  return [`medusa-payment-qpay ${usage}`, "", summary, "", ...lines].join("\n")
}

function help(): string {
  return [
    "Usage: medusa-payment-qpay <command>",
    "",
    ...[...commands.values()].flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]),
    "",
    "  --help       this text; after a command: about the command",
    "  --version    the version of the package",
  ].join("\n")
}
