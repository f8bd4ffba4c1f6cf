import { setTimeout as sleep } from "node:timers/promises"
import { noCredentials, systemBusy } from "../errors"
import type { Endpoint, Fault } from "../faults"
import type { World } from "../world"
import type { Answered } from "./endpoint"

const GATEWAY_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"

/** What the caller hears instead of `worked`; undefined = the connection is cut. */
export function faultyAnswer(
  world: World,
  endpoint: Endpoint,
  fault: Fault,
  worked: Answered | undefined
): Answered | undefined {
  const headers = fault.retry_after === undefined ? undefined : { "Retry-After": String(fault.retry_after) }
  switch (fault.kind) {
    case "cut":
    case "cut_after":
      return undefined
    case "slow":
      return worked
    case "garbage":
      return {
        status: fault.status ?? 200,
        body: fault.body ?? '{"invoice_id":"',
        headers: { ...headers, ...JSON_TYPE },
      }
    case "html":
      return { status: fault.status ?? 200, body: fault.body ?? GATEWAY_PAGE, headers }
    case "empty_json":
      return { status: fault.status ?? 200, body: fault.body ?? {}, headers }
    case "status": {
      const status = fault.status ?? 500
      return { status, body: fault.body ?? bodyFor(world, endpoint, status), headers }
    }
  }
}

export async function holdBack(fault: Fault): Promise<void> {
  await sleep(fault.ms, undefined, { ref: false })
}

const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" }

/** The class names of QPay's table, where no body was captured. No 429 was ever seen. */
const CLASSES: Record<number, string> = {
  400: "VALIDATION_ERROR",
  403: "FORBIDDEN_ERROR",
  404: "NOT_FOUND",
  409: "UNIQUE_ERROR",
  422: "NOT_FOUND_ERROR",
  429: "TOO_MANY_REQUESTS",
}

function bodyFor(world: World, endpoint: Endpoint, status: number): unknown {
  if (status < 300) {
    return {}
  }
  if (status === 401) {
    return noCredentials(world.state.settings.no_credentials_spelling).body
  }
  // 502 to 504 are the gateway's own, which speaks HTML.
  if (status > 500) {
    return GATEWAY_PAGE.replace(/502 Bad Gateway/g, `${status} Gateway Error`)
  }
  // Captured from the sandbox, Jan-Feb 2026: only the e-barimt's fault comes without a message.
  if (status === 500 && endpoint === "ebarimt") {
    return { error: "SYSTEM_BUSY" }
  }
  const code = CLASSES[status]
  return code ? { error: code, message: code } : systemBusy().body
}
