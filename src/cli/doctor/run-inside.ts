import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { UsageError } from "../command"
import type { Report } from "./report"

const CONFIGS = ["ts", "js", "mjs", "cjs"].map((kind) => `medusa-config.${kind}`)
/** A store boots in seconds; a slow machine and a trial invoice need more. */
const PATIENCE_MS = 240_000
const SAID_LIMIT = 20_000

/**
 * Boots the store in `folder` by its own `medusa exec` and has the diagnostics made there.
 * @throws UsageError when the folder holds no Medusa project
 */
export async function runInside(folder: string, { live }: { live: boolean }, stop: AbortSignal): Promise<Report> {
  const medusa = medusaOf(folder)
  const exchange = mkdtempSync(join(tmpdir(), "qpay-doctor-"))
  const file = join(exchange, "report.json")
  try {
    const said = await exec(medusa, folder, live ? ["live"] : [], file, stop)
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"))
    return { boot: lastWords(said) }
  } finally {
    rmSync(exchange, { recursive: true, force: true })
  }
}

function medusaOf(folder: string): string {
  if (!CONFIGS.some((name) => existsSync(join(folder, name)))) {
    throw new UsageError("there is no medusa-config in this folder: run doctor where you start your store")
  }
  try {
    return createRequire(join(folder, "package.json")).resolve("@medusajs/cli/cli.js")
  } catch {
    throw new UsageError(
      "Medusa is not installed here: run your package manager's install first (@medusajs/cli is missing)"
    )
  }
}

/** @returns what the process said, for the case that it left no report */
async function exec(
  medusa: string,
  folder: string,
  args: string[],
  report: string,
  stop: AbortSignal
): Promise<string> {
  const script = join(__dirname, `inside${existsSync(join(__dirname, "inside.js")) ? ".js" : ".ts"}`)
  const child = spawn(process.execPath, [medusa, "exec", script, ...args], {
    cwd: folder,
    env: {
      ...withoutLoaders(process.env),
      QPAY_DOCTOR_REPORT: report,
      QPAY_DOCTOR_WORKER_MODE: process.env.MEDUSA_WORKER_MODE ?? "",
      MEDUSA_DISABLE_TELEMETRY: "true",
    },
    signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-SAID_LIMIT)))
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`${said}\nError: ${error.message}`))
    child.on("close", () => resolve(said))
  })
}

/** The program that runs this one from source must not run Medusa, too. */
function withoutLoaders({ NODE_OPTIONS, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return NODE_OPTIONS === undefined || NODE_OPTIONS.includes("tsx") ? env : { ...env, NODE_OPTIONS }
}

/** The first line that names an error, and what follows it. */
function lastWords(said: string): string {
  const plain = said.replace(/\x1b\[[0-9;]*m/g, "")
  const lines = plain.split("\n")
  const at = lines.findIndex((line) => /error/i.test(line) && !/^\s*at /.test(line))
  return lines.slice(Math.max(at, 0), Math.max(at, 0) + 20).join("\n")
}
