// What to run, read from the command line: npm test [kind …] [file] [jest arguments]
export const INTEGRATION = ["http", "browser", "heavy"]
const CHECKS = ["lint", "types"]
const KINDS = [...CHECKS, "unit", ...INTEGRATION, "integration", "pack"]

/** Jest options whose value is the next word. That value names no file. */
const WITH_VALUE = new Set(["-t", "--testNamePattern", "--testMatch", "-w", "--maxWorkers"])

const words = (args) => args.filter((arg, n) => !arg.startsWith("-") && !WITH_VALUE.has(args[n - 1]))

/** The kinds in which a named file can be. */
const kindsOfFile = (file) => {
  if (/__tests__|^(\.\/)?src\//.test(file)) return ["unit"]
  return /integration-tests\/|\.\.\//.test(file) ? INTEGRATION : ["unit", ...INTEGRATION]
}

export function planOf(argv) {
  const tier = argv.includes("--full") ? "full" : "quick"
  const args = argv.filter((arg) => arg !== "--full" && arg !== "--")
  const end = args.findIndex((arg) => !KINDS.includes(arg))
  const named = (end < 0 ? args : args.slice(0, end)).flatMap((kind) => (kind === "integration" ? INTEGRATION : kind))
  const jestArgs = end < 0 ? [] : args.slice(end)
  const [file] = words(jestArgs)
  return { tier, kinds: named.length ? named : unnamed(tier, jestArgs, file), jestArgs, whole: !file }
}

/** Whoever asks for certain tests does not ask for lint and types. */
function unnamed(tier, jestArgs, file) {
  if (file) return kindsOfFile(file)
  if (jestArgs.length) return ["unit", ...INTEGRATION]
  return [...CHECKS, "unit", ...INTEGRATION, ...(tier === "full" ? ["pack"] : [])]
}
