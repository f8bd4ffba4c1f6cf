import { z } from "zod"
import { BankRefusal, payInBank, type BankReceipt } from "../bank"
import { CALLBACK_MODES } from "../settings"
import { DEFAULT_WALLET } from "../wallets"
import type { World } from "../world"
import { attemptView } from "./attempt-view"
import { ControlError, findInvoice, readInput } from "./input"

const paySchema = z.strictObject({
  invoice_id: z.string().optional(),
  sender_invoice_no: z.string().optional(),
  /** Tugrik; the invoice's whole amount by default. */
  amount: z.number().positive().optional(),
  type: z.enum(["P2P", "CARD"]).default("P2P"),
  wallet: z.string().default(DEFAULT_WALLET),
  status: z.string().min(1).default("PAID"),
  times: z.number().int().min(1).max(100).default(1),
  force: z.boolean().default(false),
  callback: z.enum(CALLBACK_MODES).optional(),
  delay_ms: z.number().int().min(0).max(600_000).optional(),
  wait: z.boolean().default(true),
})

/** POST /_sim/pay */
export async function pay(world: World, body: unknown): Promise<object> {
  const input = readInput(paySchema, body)
  const invoice = findInvoice(world, input)
  const receipt = refusingPolitely(() =>
    payInBank(world, invoice, { ...input, amount: input.amount ?? invoice.amount, delayMs: input.delay_ms })
  )
  return {
    payment_ids: receipt.payments.map(({ id }) => id),
    callbacks: input.wait ? (await receipt.callbacks).map(attemptView) : [],
  }
}

function refusingPolitely(work: () => BankReceipt): BankReceipt {
  try {
    return work()
  } catch (error) {
    if (error instanceof BankRefusal) {
      throw new ControlError(409, "force", error.message, { invoice_status: error.invoiceStatus })
    }
    throw error
  }
}
