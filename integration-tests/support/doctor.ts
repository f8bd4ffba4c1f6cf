import { spawn } from "node:child_process"
import path from "node:path"

const ROOT = path.resolve(__dirname, "../..")

export interface Visit {
  code: number | null
  out: string
  err: string
}

/** Runs the real command line in a process of its own, as an operator does. */
export function doctor(args: string[], env: NodeJS.ProcessEnv, cwd: string = ROOT): Promise<Visit> {
  const program = [require.resolve("tsx/cli"), path.join(ROOT, "src/cli/index.ts"), "doctor", ...args]
  const child = spawn(process.execPath, program, { cwd, env: { ...process.env, DISABLE_ADMIN: "true", ...env } })
  const visit: Visit = { code: null, out: "", err: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => (visit.out += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (visit.err += text))
  return new Promise((resolve, reject) => {
    child.on("error", reject)
    child.on("close", (code) => resolve({ ...visit, code }))
  })
}
