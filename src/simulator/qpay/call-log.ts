import type { Request } from "express"
import { keep } from "../bounded"
import { countOne } from "../counters"
import type { Call } from "../state"
import type { World } from "../world"

/** Bodies beyond this many characters are not kept. */
const MAX_BODY = 16_384

export interface OpenCall {
  record: Call
  started: number
}

/** Written down when it comes in, so that a call that hangs is seen too; its status is null until answered. */
export function startCall(world: World, endpoint: string, request: Request): OpenCall {
  const record: Call = {
    method: request.method,
    path: request.originalUrl.split("?")[0] ?? "",
    endpoint,
    status: null,
    ms: 0,
    at: world.now().toISOString(),
    account: askingAccount(world, request.get("authorization")),
    fault: null,
  }
  if (endpoint !== "token" && endpoint !== "refresh") {
    const text = JSON.stringify(request.body ?? {})
    if (text !== "{}") {
      record.body = text.length > MAX_BODY ? `(${text.length} characters)` : JSON.parse(text)
    }
  }
  keep(world.state.calls, record)
  return { record, started: performance.now() }
}

export function endCall(world: World, { record, started }: OpenCall, status: number | null): void {
  record.status = status
  record.ms = Math.round(performance.now() - started)
  const { calls, faults } = world.state.counters
  countOne((calls[record.endpoint] ??= {}), String(status ?? "cut"))
  if (record.fault) {
    countOne(faults, record.fault)
  }
  const fault = record.fault ? ` [${record.fault}]` : ""
  world.log(`${record.method} ${record.path} -> ${status ?? "connection cut"}${fault} (${record.ms} ms)`)
}

/** The username behind the credentials, if they name an account at all. Never anything that was typed wrong. */
function askingAccount(world: World, authorization = ""): string | null {
  const [scheme = "", value = ""] = authorization.split(/\s+/)
  if (scheme.toLowerCase() === "basic") {
    const username = Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? ""
    return world.state.accounts.has(username) ? username : null
  }
  return world.state.tokens.get(value)?.account ?? null
}
