// The house has rooms, and arrows between them go one way. This rule reads the table below and nothing else.
import path from "node:path"

/**
 * Who may import whom. A room not listed here may import every room; tests may, too.
 * `types`: rooms whose words may be used (import type), but not their code.
 */
export const ARROWS = {
  qpay: { rooms: [], medusa: false },
  storefront: { rooms: [], medusa: false },
  simulator: { rooms: [], medusa: false },
  "settlement/verdict": { rooms: ["qpay"], types: ["modules"], medusa: false },
  modules: { rooms: ["qpay"], medusa: true },
  telemetry: { rooms: ["qpay", "modules"], medusa: true },
  settlement: { rooms: ["qpay", "modules", "telemetry"], medusa: true },
  providers: { rooms: ["qpay", "modules", "settlement", "telemetry"], medusa: true },
  streams: { rooms: ["qpay", "modules", "settlement"], medusa: true },
  diagnostics: { rooms: ["qpay", "modules", "settlement"], medusa: true },
  api: { rooms: ["qpay", "modules", "settlement", "streams", "storefront", "telemetry", "diagnostics"], medusa: true },
  jobs: { rooms: ["qpay", "modules", "settlement", "telemetry"], medusa: true },
  subscribers: { rooms: ["qpay", "modules", "settlement"], medusa: true },
  admin: { rooms: [], types: ["api"], medusa: true },
}

const MEDUSA = /^@?medusa(js)?(\/|-|$)/

/** "settlement/verdict" for a file of that name or below it, else the first folder under src. */
function roomOf(place) {
  const exact = Object.keys(ARROWS).find(
    (room) => room.includes("/") && (place === room || place.startsWith(`${room}/`))
  )
  return exact ?? place.split("/")[0]
}

const withoutExtension = (file) => file.replace(/\.[cm]?[jt]sx?$/, "")

export const arrows = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const src = path.join(context.cwd, "src")
    const place = withoutExtension(path.relative(src, context.filename)).split(path.sep).join("/")
    if (place.startsWith("..") || place.includes("__tests__/")) return {}
    const room = roomOf(place)
    const rule = ARROWS[room]
    if (!rule) return {}

    const look = (node, typesOnly) => {
      const wanted = node?.value
      if (typeof wanted !== "string") return
      if (!wanted.startsWith(".")) {
        if (!rule.medusa && MEDUSA.test(wanted))
          context.report({ node, message: `src/${room} knows nothing of Medusa` })
        return
      }
      const target = path
        .relative(src, path.resolve(path.dirname(context.filename), wanted))
        .split(path.sep)
        .join("/")
      const other = target.split("/")[0]
      const allowed = typesOnly ? [...rule.rooms, ...(rule.types ?? [])] : rule.rooms
      const atHome = withoutExtension(target) === room || target.startsWith(`${room}/`)
      if (atHome || allowed.includes(other)) return
      const may = rule.rooms.length ? `only ${rule.rooms.join(", ")}` : "no other room"
      context.report({ node, message: `src/${room} may import ${may}, not src/${target}` })
    }
    return {
      ImportDeclaration: (node) => look(node.source, node.importKind === "type"),
      ExportNamedDeclaration: (node) => look(node.source),
      ExportAllDeclaration: (node) => look(node.source),
      ImportExpression: (node) => look(node.source),
    }
  },
}
