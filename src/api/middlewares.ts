import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { json, urlencoded } from "express"
import { type Changing, guardChange } from "../settlement/guard-change"
import { guardCompletion } from "../settlement/guard-completion"

/** Medusa's access log writes the URL when the answer is out: by then the invoice's secret must not be in it. */
function hideToken(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  // Only what is known to be none is shown: `%74oken=` is read as `token=`, too.
  req.originalUrl = req.originalUrl.replace(/([?&](?!(?:session|qpay_payment_id)=)[^=&]*=)[^&]*/g, "$1[redacted]")
  next()
}

/**
 * Whoever reads the access log need not be able to open a shopper's page. The log names the page that asked, too: what
 * a page loads and asks for at any of our doors brings the page's own address along.
 */
function hideLink(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  req.originalUrl = req.originalUrl.replace(/^(\/+qpay\/+pay\/+)[^/?]+/i, "$1[redacted]")
  delete req.headers.referer
  delete req.headers.referrer // which the log reads as well
  next()
}

async function guardCart(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  // Completion has a guard of its own, below.
  if (/^\/store\/carts\/[^/]+\/complete\/?$/i.test(req.path)) return next()
  const details = !/^\/store\/carts\/[^/]+\/(line-items|promotions)(\/|$)/i.test(req.path)
  await unlessPaid(req, res, next, { cartId: req.params.id ?? "", details })
}

async function guardSessions(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  await unlessPaid(req, res, next, { collectionId: req.params.id ?? "" })
}

async function unlessPaid(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction,
  changing: Changing
): Promise<void> {
  const refusal = await guardChange(req.scope, changing).catch((error: Error) => {
    // The shop must not stand still for this: behind it the provider refuses to drop what is paid.
    req.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`[qpay] a cart could not be looked at: ${error.message.split(" - ").at(-1)}`)
    return null
  })
  // Not by an error: Medusa's handler has a text of its own for conflicts.
  if (refusal) res.status(409).json(refusal)
  else next()
}

async function guardComplete(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  try {
    await guardCompletion(req.scope, req.params.id ?? "")
    next()
  } catch (error) {
    next(error)
  }
}

export default defineMiddlewares({
  routes: [
    // Medusa would read the body first, and log the whole URL when it cannot.
    { matcher: "/webhooks/qpay", bodyParser: false, middlewares: [hideToken, json(), urlencoded({ extended: true })] },
    { matcher: "/qpay/*", middlewares: [hideLink] },
    { matcher: "/store/qpay/*", middlewares: [hideLink] },
    { matcher: "/store/carts/:id*", methods: ["POST", "DELETE"], middlewares: [guardCart] },
    { matcher: "/store/payment-collections/:id/payment-sessions", methods: ["POST"], middlewares: [guardSessions] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [guardComplete] },
  ],
})
