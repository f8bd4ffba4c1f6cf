import path from "node:path"
import { start } from "./children.mjs"
import { root } from "./paths.mjs"

/** npm as the program that started us, or the one on the path. */
export function npm(...args) {
  const script = process.env.npm_execpath
  if (script?.endsWith("npm-cli.js")) return [process.execPath, [script, ...args]]
  return process.platform === "win32" ? ["npm.cmd", args, { shell: true }] : ["npm", args]
}

export const medusa = (...args) => [process.execPath, [path.join(root, "node_modules/@medusajs/cli/cli.js"), ...args]]

/** A script that loads Medusa, which loads the repo's TypeScript. */
export const typescript = (...args) => [
  process.execPath,
  ["-r", path.join(root, "node_modules/ts-node/register"), ...args],
]

const KEPT_LINES = 200

/** Runs a program to its end and answers what it said. Quiet: its last lines are shown only when it fails. */
export function run(program, args, options = {}) {
  const { onLine, ...spawnOptions } = options
  return new Promise((resolve, reject) => {
    const child = start(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...spawnOptions })
    const answer = []
    let lines = []
    const listen = (stream) => {
      let rest = ""
      stream.setEncoding("utf8")
      stream.on("data", (text) => {
        const parts = (rest + text).split("\n")
        rest = parts.pop()
        for (const part of parts) take(part)
      })
      stream.on("end", () => rest && take(rest))
    }
    const take = (text) => {
      lines.push(text)
      if (lines.length > KEPT_LINES) lines = lines.slice(-KEPT_LINES / 2)
      onLine?.(text)
    }
    listen(child.stdout)
    child.stdout.on("data", (text) => answer.push(text))
    listen(child.stderr)
    child.on("error", reject)
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(answer.join(""))
      const what = [
        path.basename(program),
        ...args.map((arg) => (path.isAbsolute(arg) ? path.basename(arg) : arg)),
      ].join(" ")
      const error = new Error(`${what} failed (${signal ?? `exit ${code}`})`)
      error.output = lines.join("\n")
      reject(error)
    })
  })
}
