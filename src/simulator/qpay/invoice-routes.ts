import { Router } from "express"
import { invoiceView } from "../invoice-view"
import { cancelInvoice, createdAnswer, createInvoice, ownInvoice } from "../invoices"
import { takePayment } from "../payments"
import type { Invoice } from "../state"
import type { World } from "../world"
import { DEFAULT_WALLET } from "../wallets"
import { guarded } from "./endpoint"

/** How long the answer of a creation waits for the answer to an early callback: the merchant may wait for us in turn. */
const EARLY_PATIENCE_MS = 2000

export function invoiceRoutes(world: World): Router {
  const router = Router()

  router.post(
    "/invoice",
    guarded(world, "create", async ({ account, body }) => {
      const invoice = createInvoice(world, account, body)
      const paymentId = payAtOnce(world, invoice)
      const { callback: mode, callback_delay_ms: delayMs } = world.state.settings
      if (mode === "early") {
        await sendEarly(world, invoice, paymentId ?? world.random.digits(15))
      }
      return {
        body: await createdAnswer(world, invoice),
        after: () => {
          if (paymentId !== undefined && mode !== "early") {
            void world.callbacks.announce(invoice, paymentId, { mode, delayMs })
          }
        },
      }
    })
  )
  router.get(
    "/invoice/:id",
    guarded(world, "get_invoice", ({ account, params }) => ({
      body: invoiceView(world, ownInvoice(world, account, params.id)),
    }))
  )
  router.delete(
    "/invoice/:id",
    guarded(world, "cancel_invoice", ({ account, params }) => {
      cancelInvoice(ownInvoice(world, account, params.id))
      return { body: {} }
    })
  )
  return router
}

function payAtOnce(world: World, invoice: Invoice): string | undefined {
  if (!world.state.settings.auto_pay_on_create) {
    return undefined
  }
  return takePayment(world, invoice, { type: "P2P", amount: invoice.amount, status: "PAID", wallet: DEFAULT_WALLET }).id
}

async function sendEarly(world: World, invoice: Invoice, paymentId: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, EARLY_PATIENCE_MS)
  })
  await Promise.race([world.callbacks.announce(invoice, paymentId, { mode: "send", delayMs: 0 }), patience])
  clearTimeout(timer)
}
