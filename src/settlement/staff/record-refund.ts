import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Actor, AttentionLine, InvoiceRow } from "../../modules/qpay/ledger"
import { compareTugrik, roundToTugrik, sameTugrik, type Tugrik } from "../../qpay/money"
import { completeRefunds } from "../complete-refunds"
import { hearOfCards } from "../hear-of-cards"
import { underLease } from "../lease"
import { hasOpenChange } from "../open-change"
import { stillHeld, unmadeRefundOf } from "../owe"
import { ledgerOf, readSale, type Sale } from "../sale"
import { receivedSum } from "../verdict"
import { busy, notBooked, notEnoughLeft, orderOpen, qpayAway, underWay, wentBack, wholeOnly } from "./refusal"

/** A transfer that staff made. */
export interface Transfer {
  /** Whole tugrik. */
  amount: Tugrik
  /** The bank's. */
  reference: string
  note?: string
}

/** A recorded return that is not booked after so long was cut short. */
const CUT_SHORT_SECONDS = 60
const WAIT_MS = 10_000

/**
 * Records that staff sent money of an order back by bank, and has Medusa book it as its own refund: refund row, order
 * transaction, event. What is left of a debt stays owed. Called under the invoice's lease.
 * @throws StaffRefusal when it is more than Medusa holds, or Medusa books nothing: the debt then stays on the list
 */
export async function recordReturn(
  container: MedusaContainer,
  row: InvoiceRow,
  transfer: Transfer,
  actor: Actor
): Promise<AttentionLine> {
  const { attention } = ledgerOf(container)
  const known = await attention.list({ invoiceRowId: row.id })
  // A second click, or a repeat after a lost answer: one transfer has one reference.
  const same = known.find((line) => isOf(line, transfer))
  if (same) return same

  const now = await mustStillHold(container, row)
  const sale = await readSale(container, now)
  const refundable = (sale.payment ? inTugrik(sale.payment.left, now) : 0) + unmadeRefundOf(now, sale)
  if (compareTugrik(transfer.amount, refundable) > 0) throw notEnoughLeft(refundable)
  // Medusa has not booked yet what QPay has sent back.
  if (compareTugrik(transfer.amount, stillHeld(now, sale)) > 0) throw await goneBack(container, row)
  if (row.currency_code !== "mnt" && !sameTugrik(transfer.amount, row.amount)) throw wholeOnly(row.amount)
  if (sale.order && (await hasOpenChange(container, sale.order.id))) throw orderOpen()

  const word = { actor, resolution: "returned_by_bank", note: transfer.note } as const
  const line = await attention.recordReturn(row.id, transfer.amount, { ...word, transferReference: transfer.reference })
  if (!line) throw underWay()
  try {
    await bookReturn(container, row, line, sale)
  } catch (error) {
    await attention.reopen(line, (error as Error).message.slice(0, 500))
    throw notBooked((error as Error).message)
  }
  return (await attention.byId(line.id)) as AttentionLine
}

/** @returns the row as it is now. @throws StaffRefusal when a card's money went back meanwhile, or QPay cannot be asked whether it did */
async function mustStillHold(container: MedusaContainer, row: InvoiceRow): Promise<InvoiceRow> {
  const { row: now, certain } = await hearOfCards(container, row)
  if (!certain) throw qpayAway()
  if (compareTugrik(receivedSum(now.payments), receivedSum(row.payments)) >= 0) return now
  throw await goneBack(container, row)
}

/** Settlement is to book it at once. */
async function goneBack(container: MedusaContainer, row: InvoiceRow): Promise<Error> {
  await ledgerOf(container).agenda.comeBack(row.id, 0)
  return wentBack()
}

function isOf(line: AttentionLine, { amount, reference }: Transfer): boolean {
  const isReturn = line.reason === "refund_owed" && line.resolution === "returned_by_bank"
  return isReturn && line.transfer_reference === reference && sameTugrik(line.amount, amount)
}

/**
 * Records a transfer that staff made without being asked to: whole or in part.
 * @throws StaffRefusal, see {@link recordReturn}
 */
export async function recordRefund(
  container: MedusaContainer,
  row: InvoiceRow,
  transfer: Transfer,
  actor: Actor
): Promise<void> {
  const ledger = ledgerOf(container)
  const done = await underLease(ledger, row, { waitMs: WAIT_MS }, async () => {
    await recordReturn(container, (await ledger.byId(row.id)) ?? row, transfer, actor)
    await ledger.note(row.id, "record_refund", actor, { ...transfer })
    return true
  })
  if (!done) throw busy()
}

/** For the job: returns that were recorded when a server died before Medusa had booked them. */
export async function bookRecordedReturns(container: MedusaContainer): Promise<number> {
  const ledger = ledgerOf(container)
  let booked = 0
  for (const line of await ledger.attention.unbookedReturns(CUT_SHORT_SECONDS)) {
    const row = await ledger.byId(line.qpay_invoice_id)
    if (!row) continue
    await underLease(ledger, row, { waitMs: 0 }, async () => {
      await bookReturn(container, row, line, await readSale(container, row)).then(
        () => booked++,
        (error: Error) => ledger.attention.reopen(line, error.message.slice(0, 500))
      )
    })
  }
  return booked
}

/**
 * The provider finds the return recorded and lets Medusa book it. What is in Medusa's books already is not booked again.
 * @throws what core threw, unless the refund is booked all the same: then the order's books are completed here
 */
async function bookReturn(container: MedusaContainer, row: InvoiceRow, line: AttentionLine, sale: Sale): Promise<void> {
  const { attention } = ledgerOf(container)
  const isBooked = async () => (await attention.byId(line.id))?.booked_at !== null
  if (!(await isBooked()) && compareTugrik(line.amount, unmadeRefundOf(row, sale)) > 0) {
    await refund(container, row, line, sale).catch(async (error: unknown) => {
      if (!(await isBooked())) throw error
    })
  }
  await attention.markBooked(line.id)
  if (line.rest > 0) {
    await attention.open({ qpay_invoice_id: row.id, reason: "refund_owed", amount: line.rest, detail: line.detail })
    await attention.restIsNamed(line.id)
  }
  if (!sale.order) return
  await completeRefunds(container, sale.order.id, row, new Date())
}

async function refund(container: MedusaContainer, row: InvoiceRow, line: AttentionLine, sale: Sale): Promise<void> {
  const { payment, order } = sale
  if (!payment) return
  const amount = sameTugrik(line.amount, row.amount) ? row.session_amount : line.amount
  const note = ["QPay, by bank", line.transfer_reference, line.note].filter(Boolean).join(": ")
  const input = { payment_id: payment.id, amount, note, created_by: line.resolved_by?.replace(/^admin:/, "") }
  // Core has written a cancelled order's transaction when it was cancelled, but no refund of its payment.
  if (order && !order.canceled) await refundPaymentWorkflow(container).run({ input })
  else await container.resolve(Modules.PAYMENT).refundPayment(input)
}

function inTugrik(sessionAmount: number, row: InvoiceRow): Tugrik {
  return roundToTugrik(sessionAmount * (row.amount / row.session_amount))
}
