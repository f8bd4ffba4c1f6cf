import { json, Router, type RequestHandler } from "express"
import type { World } from "../world"
import { authRoutes } from "./auth-routes"
import { endCall, startCall } from "./call-log"
import { ebarimtRoutes } from "./ebarimt-routes"
import { qpayHeaders } from "./headers"
import { invoiceRoutes } from "./invoice-routes"
import { paymentRoutes } from "./payment-routes"

/** Everything under /v2: the part that a shop takes for QPay. */
export function qpayRoutes(world: World): Router {
  const router = Router()
  router.use(qpayHeaders(world), json({ limit: "1mb" }))
  router.use(authRoutes(world), invoiceRoutes(world), paymentRoutes(world), ebarimtRoutes(world))
  router.use(noteUnknown(world))
  return router
}

/** Writes an unknown call down and leaves the answer, a 404 page, to Express. */
function noteUnknown(world: World): RequestHandler {
  return (request, _response, next) => {
    endCall(world, startCall(world, "unknown", request), 404)
    next()
  }
}
