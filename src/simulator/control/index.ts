import { json, Router, type ErrorRequestHandler } from "express"
import { clearState } from "../state"
import { faultSchema } from "../faults"
import { refundByQPay } from "../payments"
import { settingsSchema } from "../settings"
import type { World } from "../world"
import { callback } from "./callback"
import { control, ControlError, findInvoice, readInput } from "./input"
import { pay } from "./pay"
import { books, invoiceSummary, paymentSummary } from "./views"

/** Everything under /_sim: how tests and people tell this QPay what to do. JSON in, JSON out. */
export function controlRoutes(world: World): Router {
  const { state } = world
  const router = Router()
  // Whatever a caller names its content, it is read as JSON, so that a bare `curl -d` works.
  router.use(json({ type: () => true, limit: "1mb" }), refuseBrokenJson)

  router.get(
    "/",
    control(() => ({
      post: ["pay", "callback", "faults", "tokens/kill", "invoices/:id/expire", "payments/:id/refund", "reset"],
      put: ["settings"],
      get: ["calls", "callbacks", "counters", "invoices", "payments", "books", "faults", "settings"],
      delete: ["calls", "faults"],
      settings: Object.keys(settingsSchema.shape),
    }))
  )
  router.post(
    "/pay",
    control(({ body }) => pay(world, body))
  )
  router.post(
    "/callback",
    control(({ body }) => callback(world, body))
  )

  router.get(
    "/faults",
    control(() => ({ faults: state.faults }))
  )
  router.post(
    "/faults",
    control(({ body }) => {
      state.faults.push(readInput(faultSchema, body))
      return { faults: state.faults }
    })
  )
  router.delete(
    "/faults",
    control(() => ({ faults: clear(state.faults) }))
  )

  router.get(
    "/settings",
    control(() => state.settings)
  )
  router.put(
    "/settings",
    control(({ body }) => Object.assign(state.settings, readInput(settingsSchema.partial(), body)))
  )

  router.post(
    "/tokens/kill",
    control(() => ({ killed: killTokens(world) }))
  )
  router.post(
    "/invoices/:id/expire",
    control(({ params }) => expire(world, params.id))
  )
  router.post(
    "/payments/:id/refund",
    control(({ params }) => refund(world, params.id))
  )
  router.post(
    "/reset",
    control(() => reset(world))
  )

  router.get(
    "/calls",
    control(() => ({ calls: state.calls }))
  )
  router.delete(
    "/calls",
    control(() => ({ calls: clear(state.calls) }))
  )
  router.get(
    "/callbacks",
    control(() => ({ callbacks: state.callbacks }))
  )
  router.get(
    "/counters",
    control(() => state.counters)
  )
  router.get(
    "/invoices",
    control(() => ({ invoices: [...state.invoices.values()].map((invoice) => invoiceSummary(world, invoice)) }))
  )
  router.get(
    "/payments",
    control(() => ({ payments: [...state.payments.values()].map(paymentSummary) }))
  )
  router.get(
    "/books",
    control(() => books(world))
  )
  return router
}

/** Back to an empty QPay with the settings it was started with; what was about to be called back is dropped. */
export function reset(world: World): object {
  world.callbacks.abort()
  clearState(world.state)
  return { ok: true }
}

function killTokens(world: World): number {
  const killed = world.state.tokens.size
  world.state.tokens.clear()
  return killed
}

function expire(world: World, id: string | undefined): object {
  const invoice = findInvoice(world, { invoice_id: id ?? "" })
  if (invoice.status !== "OPEN") {
    throw new ControlError(409, "invoice_id", `invoice_id: the invoice is ${invoice.status}`)
  }
  invoice.status = "EXPIRED"
  return invoiceSummary(world, invoice)
}

function refund(world: World, id: string | undefined): object {
  const payment = world.state.payments.get(id ?? "")
  if (!payment) {
    throw new ControlError(404, "payment_id", "payment_id: no such payment")
  }
  if (!refundByQPay(world, payment)) {
    throw new ControlError(409, "payment_id", `payment_id: the payment is ${payment.status}`)
  }
  return paymentSummary(payment)
}

function clear<Item>(list: Item[]): Item[] {
  list.length = 0
  return list
}

const refuseBrokenJson: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(400).json({ error: `body: ${error.message}`, field: "body" })
}
