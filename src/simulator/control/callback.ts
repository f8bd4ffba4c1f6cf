import { z } from "zod"
import type { CallbackAttempt, Invoice } from "../state"
import type { World } from "../world"
import { attemptView } from "./attempt-view"
import { ControlError, findInvoice, readInput } from "./input"

const callbackSchema = z.strictObject({
  invoice_id: z.string().optional(),
  sender_invoice_no: z.string().optional(),
  /** By default the invoice's last payment, or a made-up one while there is none. */
  payment_id: z.string().min(1).optional(),
  times: z.number().int().min(1).max(1000).default(1),
  parallel: z.boolean().default(false),
})

type Input = z.output<typeof callbackSchema>

/** POST /_sim/callback: QPay knocks (again), whatever the settings say about callbacks. */
export async function callback(world: World, body: unknown): Promise<object> {
  const input = readInput(callbackSchema, body)
  const invoice = invoiceFor(world, input)
  const paymentId = input.payment_id ?? invoice.payments.at(-1)?.id ?? world.random.digits(15)
  const knock = () => world.callbacks.announce(invoice, paymentId, { mode: "send", delayMs: 0 })

  const answers: CallbackAttempt[] = []
  if (input.parallel) {
    answers.push(...(await Promise.all(Array.from({ length: input.times }, knock))).flat())
  } else {
    for (let time = 0; time < input.times; time++) {
      answers.push(...(await knock()))
    }
  }
  return { callbacks: answers.map(attemptView) }
}

function invoiceFor(world: World, input: Input): Invoice {
  if (input.invoice_id !== undefined || input.sender_invoice_no !== undefined || input.payment_id === undefined) {
    return findInvoice(world, input)
  }
  const payment = world.state.payments.get(input.payment_id)
  if (!payment) {
    throw new ControlError(404, "payment_id", "payment_id: no such payment")
  }
  return findInvoice(world, { invoice_id: payment.invoiceId })
}
