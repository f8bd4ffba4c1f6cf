import type { RequestHandler } from "express"
import type { World } from "../world"

const COOKIE = "qpay_merchant_openapi.sid"

/** Headers seen on the sandbox in Jan-Feb 2026, besides those that Express sends by itself. */
export function qpayHeaders(world: World): RequestHandler {
  return (request, response, next) => {
    response.set("Access-Control-Allow-Origin", "undefined")
    const ahead = world.state.settings.clock_ahead_seconds
    if (ahead !== 0) response.set("Date", new Date(Date.now() + ahead * 1000).toUTCString())
    if (!request.get("cookie")?.includes(`${COOKIE}=`)) {
      response.cookie(COOKIE, `s:${world.random.text(32)}.${world.random.text(43)}`, { path: "/", httpOnly: true })
    }
    next()
  }
}
