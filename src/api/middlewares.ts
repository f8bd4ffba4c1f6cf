import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { guardCompletion } from "../settlement/guard-completion"

/** Medusa's access log writes the URL when the answer is out: by then the invoice's secret must not be in it. */
function hideToken(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  req.originalUrl = req.originalUrl.replace(/([?&]token(?:\[[^\]]*\])?=)[^&]*/gi, "$1[redacted]")
  next()
}

async function guard(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  try {
    await guardCompletion(req.scope, req.params.id ?? "")
    next()
  } catch (error) {
    next(error)
  }
}

export default defineMiddlewares({
  routes: [
    { matcher: "/webhooks/qpay", middlewares: [hideToken] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [guard] },
  ],
})
