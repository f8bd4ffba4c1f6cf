import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow, Ledger } from "../modules/qpay/ledger"
import { REFUND_UNCONFIRMED } from "../modules/qpay/states"
import type { QPayDesk } from "./desk"
import { holdsCard } from "./hear-of-cards"
import { pause } from "./pause"
import { settle, type Settlement } from "./settle"

const AWAY_SECONDS = 60
const CARDS_AGAIN_SECONDS = 15
const CARDS_FOR_SECONDS = 48 * 3600

/** What came of a due invoice. */
export type Attended = Settlement["outcome"] | "expired" | "failed"

/**
 * Does what an invoice on the agenda needs: closes it at its expiry, or has a look at it. Never throws for QPay's
 * sake: it comes up again within a minute, after another failure later each time.
 */
export async function attend(
  container: MedusaContainer,
  ledger: Ledger,
  desk: QPayDesk,
  row: InvoiceRow,
  now: Date
): Promise<Attended> {
  const outcome = await (isOver(row, now) ? expire(container, desk, row) : see(container, row)).catch(
    (error: Error) => {
      // One invoice's trouble must not keep the others waiting. With the database gone, postponing fails, too, and ends the run.
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.error(`[qpay] reconcile: ${row.payment_session_id}: ${error.message}`)
      return "failed" as const
    }
  )
  if (outcome === "settled") await lookAgainAtCards(ledger, row, now)
  if (outcome === "failed") await ledger.agenda.postpone(row.id, pause(row.tries))
  if (outcome === "unreachable") await whenQPayIsBack(ledger, row)
  return outcome
}

/** QPay's absence is not the invoice's fault: it waits for a minute at most, and an order's tries are not used up. */
async function whenQPayIsBack(ledger: Ledger, row: InvoiceRow): Promise<void> {
  const isTriedOrder = row.state === "attention" && row.reason === "paid_without_order"
  if (isTriedOrder) await ledger.agenda.comeBack(row.id, AWAY_SECONDS)
  else await ledger.agenda.postpone(row.id, Math.min(pause(row.tries), AWAY_SECONDS))
}

/**
 * A card's money that is to go back, or may have gone: QPay's word is waited for, later each time, for two days. Nobody
 * should send it by bank as well.
 */
async function lookAgainAtCards(ledger: Ledger, { id }: InvoiceRow, now: Date): Promise<void> {
  const row = await ledger.byId(id)
  if (!row || !holdsCard(row)) return
  const lines = await ledger.attention.list({ invoiceRowId: id, openOnly: true })
  const debts = lines.filter(({ reason }) => reason === "refund_owed")
  const unconfirmed = (await ledger.events(id)).filter(({ type }) => type === REFUND_UNCONFIRMED)
  const since = [...debts, ...unconfirmed].map(({ created_at }) => created_at.getTime())
  if (since.length === 0) return
  const age = (now.getTime() - Math.max(...since)) / 1000
  if (age < CARDS_FOR_SECONDS) await ledger.agenda.comeBack(id, Math.max(CARDS_AGAIN_SECONDS, age))
}

function isOver(row: InvoiceRow, now: Date): boolean {
  if (row.state === "creating") return row.knocks === row.knocks_served
  return row.state === "open" && row.expires_at !== null && row.expires_at <= now
}

function see(container: MedusaContainer, row: InvoiceRow): Promise<Attended> {
  return settle(container, row, { actor: "job", force: true }).then(({ outcome }) => outcome)
}

/** Cancels first and checks after: once the cancellation stands, nothing more can arrive on the old QR. */
async function expire(container: MedusaContainer, desk: QPayDesk, row: InvoiceRow): Promise<Attended> {
  try {
    if (await desk.expire(row)) return "expired"
  } catch {
    return "unreachable"
  }
  return see(container, row)
}
