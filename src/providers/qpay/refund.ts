import type { Actor, InvoiceRow, PaymentFact } from "../../modules/qpay/ledger"
import { compareTugrik, hasQPayCode, receivedTugrik, sameTugrik, type Tugrik } from "../../qpay"
import { ATTENTION_REASONS, REFUND_UNCONFIRMED } from "../../modules/qpay/states"
import { receivedSum, sumsOf } from "../../settlement/verdict"
import type { Dependencies } from "./dependencies"
import { alreadyRefunded, nothingToRefund, refundByBank, refundUnconfirmed } from "./errors"
import { look } from "./look"
import { readSession, refundedInMedusa } from "./session-facts"

const LOOK_AGAIN_SECONDS = 15

export interface RefundRequest {
  /** In the session's currency, as Medusa gives it. */
  sessionAmount: number
  /** The same in whole tugrik. */
  amount: Tugrik
}

/**
 * Gives money back the one way QPay knows: a card payment, in full. Returns only when the money is on its way
 * (or staff recorded that they sent it by bank); Medusa books the refund then. Everything else throws, so that
 * Medusa books nothing, and what is owed is named on the attention list.
 * @throws MedusaError NOT_ALLOWED with what staff should do
 */
export async function refundInvoice(deps: Dependencies, row: InvoiceRow, request: RefundRequest): Promise<void> {
  if (await isSentByBank(deps, row, request)) return
  const full = sameTugrik(request.amount, row.amount)
  const paid = row.payments.filter((payment) => payment.status === "PAID")
  if (paid.length === 0) {
    // Refunded at QPay but not yet booked in Medusa (a crash, or made in QPay's own pages): let Medusa book it.
    const refunded = receivedTugrik(row.payments.filter((p) => p.status === "REFUNDED").map((p) => p.amount))
    if (full && compareTugrik(refunded, row.amount) >= 0) return
    throw refunded > 0 ? alreadyRefunded() : nothingToRefund()
  }
  if (!full) return owe(deps, row, request.amount, "partial")
  const card = paid.find(
    (payment) => payment.type === "CARD" && sameTugrik(receivedTugrik([payment.amount]), row.amount)
  )
  if (!card) return owe(deps, row, request.amount, paid.some((p) => p.type === "CARD") ? "several" : "transfer")
  await refundCard(deps, row, card, request.amount)
}

/**
 * Staff sent it by bank and recorded it. Booked once; when Medusa failed after that, its books hold less than was
 * booked here, and the retry belongs to the same refund: nobody may be told to send the money again.
 */
async function isSentByBank({ db, ledger }: Dependencies, row: InvoiceRow, request: RefundRequest): Promise<boolean> {
  const { refundedByBank: booked } = await ledger.attention.sumsOf(row.id)
  if (booked > 0) {
    // Includes the refund that is being made now.
    const inMedusa = await refundedInMedusa(db, row.payment_session_id)
    const covered = Math.round(inMedusa * (row.amount / row.session_amount))
    if (compareTugrik(covered, booked) <= 0) return true
  }
  return ledger.attention.bookManualRefund(row.id, request.amount)
}

async function refundCard(deps: Dependencies, row: InvoiceRow, card: PaymentFact, amount: Tugrik): Promise<void> {
  try {
    await returnCard(deps, row, card, "core")
  } catch (error) {
    if (hasQPayCode(error, "PAYMENT_SETTLED")) return owe(deps, row, amount, "transfer")
    // It may have been made: the job asks again, and again later.
    await deps.ledger.note(row.id, REFUND_UNCONFIRMED, "core", { payment_id: card.payment_id })
    await deps.ledger.agenda.comeBack(row.id, LOOK_AGAIN_SECONDS)
    throw refundUnconfirmed()
  }
  // Settlement compares what QPay still holds with what the order holds now, and notes what was not noted here.
  await deps.wake(row.payment_session_id)
}

/**
 * Sends one card payment back, whole, and notes it in the ledger. One that went back before is not sent again.
 * @throws QPayError PAYMENT_SETTLED when QPay cannot do it; any other error when it does not confirm it
 */
export async function returnCard(deps: Dependencies, row: InvoiceRow, card: PaymentFact, actor: Actor): Promise<void> {
  const { client, logger } = deps
  try {
    // Medusa retries with a new idempotency key, so QPay's own record is what prevents a second refund.
    if ((await client.getPayment(card.payment_id)).payment_status !== "REFUNDED") {
      await client.refundPayment(card.payment_id, { note: `Medusa ${row.payment_session_id}` })
      // "200" alone is not believed: should QPay only be slow, its list tells later, and settlement books it then.
      if (!(await isRefunded(deps, card))) throw new Error("QPay accepted the refund but does not list it as made")
    }
  } catch (error) {
    if (hasQPayCode(error, "PAYMENT_SETTLED")) throw error
    if (!(await isRefunded(deps, card))) {
      logger.error(`[qpay] refunding payment ${card.payment_id} failed: ${(error as Error).message}`)
      throw error
    }
  }
  await recordRefund(deps, row, card, actor)
}

async function isRefunded({ client }: Dependencies, card: PaymentFact): Promise<boolean> {
  try {
    return (await client.getPayment(card.payment_id)).payment_status === "REFUNDED"
  } catch {
    return false
  }
}

/** The money is on its way whatever happens here, so nothing here may fail the refund. */
async function recordRefund(deps: Dependencies, row: InvoiceRow, card: PaymentFact, actor: Actor): Promise<void> {
  const { ledger, logger } = deps
  try {
    await look(deps, row, { force: true }).catch(() => undefined)
    const after = await ledger.recordCheck(row.id, [{ ...card, status: "REFUNDED" }], sumsOf)
    const allGone = receivedSum(after.payments) === 0
    // What Medusa holds as captured is settlement's to book first.
    if (allGone && actor === "core") await ledger.move(row.id, "refunded", actor)
    const surplus = row.state === "settled" ? (["overpaid", "duplicate"] as const) : []
    const ended = allGone ? ATTENTION_REASONS : actor === "core" ? (["refund_owed"] as const) : surplus
    await ledger.attention.resolve(row.id, ended, { actor, resolution: "refunded" })
  } catch (error) {
    logger.error(
      `[qpay] refund of ${card.payment_id} was made but not noted in the ledger: ${(error as Error).message}`
    )
  }
}

/** Without an order the money already has its line (`paid_without_order`); two lines for it would mislead. */
async function owe(
  { db, ledger }: Dependencies,
  row: InvoiceRow,
  amount: Tugrik,
  why: "transfer" | "partial" | "several"
): Promise<never> {
  const session = await readSession(db, row.payment_session_id)
  if (row.order_id ?? session?.order_id) {
    await ledger.attention.open({ qpay_invoice_id: row.id, reason: "refund_owed", amount, detail: why })
  }
  throw refundByBank(amount, why)
}
