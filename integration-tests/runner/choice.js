const fs = require("node:fs")
const path = require("node:path")

const FOLDERS = {
  http: "/integration-tests/(http|groups)/",
  browser: "/integration-tests/browser/",
  heavy: "/integration-tests/[^/]+\\.spec\\.ts$",
}

/** Spec files that only the full tier runs. */
const ONLY_FULL = ["browser/admin.spec.ts", "browser/element.spec.ts"]

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** The http spec files that some group imports, as "http/<name>.spec.ts". */
function grouped(folder) {
  if (!fs.existsSync(folder)) return []
  const groups = fs.readdirSync(folder).filter((name) => name.endsWith(".spec.ts"))
  const text = groups.map((name) => fs.readFileSync(path.join(folder, name), "utf8")).join("\n")
  return [...text.matchAll(/["']\.\.\/(http\/[\w-]+\.spec)(?:\.ts)?["']/g)].map(([, file]) => `${file}.ts`)
}

/** Patterns of the integration specs that jest leaves out. A file that is named runs alone, outside its group. */
function ignored({ whole, tier, kinds, grouped }) {
  if (!whole) return ["/integration-tests/groups/"]
  const others = Object.keys(FOLDERS).filter((kind) => !kinds.includes(kind))
  const files = tier === "full" ? grouped : [...grouped, ...ONLY_FULL]
  return [...others.map((kind) => FOLDERS[kind]), ...files.map((file) => `/integration-tests/${escaped(file)}$`)]
}

module.exports = { ONLY_FULL, grouped, ignored }
