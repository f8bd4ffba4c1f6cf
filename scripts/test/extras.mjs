// Programs that are not on npm and that some specs use. A spec asks for one by its variable and skips itself when it
// is empty:  const browser = process.env.QPAY_TEST_CHROMIUM;  (browser ? describe : describe.skip)("pay page", …)
import fs from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const EXTRAS = [
  {
    what: "browser tests",
    variable: "QPAY_TEST_CHROMIUM",
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    enable: "apt-get install -y chromium",
  },
  {
    what: "tests with two servers and Redis",
    variable: "QPAY_TEST_REDIS",
    programs: ["redis-server"],
    enable: "apt-get install -y redis-server",
  },
]

function onPath(program) {
  const folders = (process.env.PATH ?? "").split(path.delimiter)
  return folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file))
}

function specsText() {
  const dir = path.join(root, "integration-tests")
  const files = fs.readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".ts"))
  return files.map((name) => fs.readFileSync(path.join(dir, name), "utf8")).join("\n")
}

/** The variables for the specs, and one line for each thing that will be skipped. */
export function findExtras() {
  const specs = specsText()
  const env = {}
  const missing = []
  for (const { what, variable, programs, enable } of EXTRAS) {
    const found = process.env[variable] || programs.map(onPath).find(Boolean)
    if (found) env[variable] = found
    else if (specs.includes(variable)) missing.push(`${what} are skipped; to run them: ${enable}`)
  }
  return { env, missing }
}
