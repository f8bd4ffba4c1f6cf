import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Actor, AttentionLine, InvoiceRow, StaffWord } from "../../modules/qpay/ledger"
import { roundToTugrik, sameTugrik, type Tugrik } from "../../qpay/money"
import { announce } from "../announce"
import { underLease } from "../lease"
import { ledgerOf, orderDue } from "../sale"
import { settle } from "../settle"
import { acceptAmount } from "./accept-amount"
import { actionsFor, type StaffAction } from "./fitting"
import { recordReturn } from "./record-refund"
import { alreadyResolved, busy, doesNotFit, notPlaced, otherAmount, unknownLine } from "./refusal"
import { returnCards } from "./return-cards"

/** What a member of staff asks for. `amount`: retyped by hand, whole tugrik. */
export type StaffRequest =
  | { action: "place_order"; note?: string }
  | { action: "accept_amount" | "refund_card"; amount: Tugrik; note?: string }
  | { action: "record_refund"; amount: Tugrik; reference: string; note?: string }
  | { action: "ignore"; note: string }

/** The word in the ledger that an action leaves. */
const RESOLUTIONS: Record<StaffAction, string> = {
  place_order: "settled",
  accept_amount: "accepted",
  record_refund: "returned_by_bank",
  refund_card: "refunded",
  ignore: "ignored",
}

const WAIT_MS = 10_000
const AGAIN_SECONDS = 30

/**
 * Does what staff decided about a line of the attention list, and lets settlement see what follows. Who, when and why
 * is kept in the ledger. Safe to repeat: what was done by the same person is not done again.
 * @returns done: false when it had been done before
 * @throws StaffRefusal when it does not fit the facts any more; nothing is changed then
 */
export async function resolveAttention(
  container: MedusaContainer,
  lineId: string,
  request: StaffRequest,
  actor: Actor
): Promise<{ done: boolean; line: AttentionLine }> {
  const ledger = ledgerOf(container)
  const found = await ledger.attention.byId(lineId)
  const row = found && (await ledger.byId(found.qpay_invoice_id))
  if (!found || !row) throw unknownLine()
  if (request.action === "place_order" && !found.resolved_at)
    return placeNow(container, found, row, actor, request.note)

  const done = await underLease(ledger, row, { waitMs: WAIT_MS }, async () => {
    const line = (await ledger.attention.byId(lineId)) as AttentionLine
    if (line.resolved_at !== null) {
      const done = [RESOLUTIONS[request.action], RESOLUTIONS.refund_card]
      if (line.resolved_by === actor && line.resolution && done.includes(line.resolution)) return false
      throw alreadyResolved(line)
    }
    const invoice = (await ledger.byId(row.id)) as InvoiceRow
    if (!actionsFor(line, invoice).includes(request.action)) throw doesNotFit()
    if ("amount" in request && !sameTugrik(request.amount, line.amount)) throw otherAmount(request.amount, line.amount)
    // Should this server die before what follows, the job looks.
    if (request.action !== "ignore") await ledger.agenda.comeBack(row.id, AGAIN_SECONDS)
    await perform(container, line, invoice, request, actor)
    const { action, ...said } = request
    await ledger.note(row.id, action, actor, { reason: line.reason, at_stake: line.amount, ...said })
    return true
  })
  if (done === null) throw busy()
  // What follows from it, without another call to QPay: an order, a state, other lines. What staff ignore is left alone.
  if (request.action !== "ignore") await follow(container, row, actor)
  void announce(ledger, container.resolve(Modules.EVENT_BUS), container.resolve(ContainerRegistrationKeys.LOGGER))
  return { done, line: (await ledger.attention.byId(lineId)) as AttentionLine }
}

/** @throws StaffRefusal when the order does not owe exactly this sum now */
async function mustDiffer(container: MedusaContainer, row: InvoiceRow, line: AttentionLine): Promise<void> {
  const due = row.order_id ? await orderDue(container, row.order_id) : 0
  const owed = roundToTugrik(Math.max(0, -due) * (row.amount / row.session_amount))
  if (!sameTugrik(owed, line.amount)) throw otherAmount(line.amount, owed)
}

/** What staff did stands whatever comes of this; what fails now, the job tries again. */
async function follow(container: MedusaContainer, row: InvoiceRow, actor: Actor): Promise<void> {
  const ledger = ledgerOf(container)
  try {
    await settle(container, (await ledger.byId(row.id)) ?? row, { actor, ask: false })
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error(`[qpay] after what staff did about ${row.payment_session_id}: ${(error as Error).message}`)
    await ledger.agenda.comeBack(row.id, AGAIN_SECONDS)
  }
}

async function perform(
  container: MedusaContainer,
  line: AttentionLine,
  row: InvoiceRow,
  request: StaffRequest,
  actor: Actor
): Promise<void> {
  const { attention, agenda } = ledgerOf(container)
  const { note } = request
  const close = async (word: StaffWord) => {
    if (!(await attention.close(line.id, line.amount, word))) throw doesNotFit()
  }
  switch (request.action) {
    case "place_order":
      throw doesNotFit()
    case "accept_amount":
      await acceptAmount(container, line, row, actor)
      return close({ actor, resolution: "accepted", note })
    case "record_refund": {
      const transferReference = request.reference
      if (line.reason === "refund_owed") return void (await recordReturn(container, row, request, actor))
      // The money was the order's own: Medusa books its refund, and the difference ends with it.
      if (line.reason === "amount_changed" && row.state === "settled") {
        await mustDiffer(container, row, line)
        await recordReturn(container, row, request, actor)
        return void (await attention.close(line.id, line.amount, { actor, resolution: "refunded", note }))
      }
      return close({ actor, resolution: "returned_by_bank", note, transferReference })
    }
    case "refund_card":
      return returnCards(container, line, row, actor)
    case "ignore":
      await close({ actor, resolution: "ignored", note })
      // Staff have seen to it themselves: the job must not place an order behind their back.
      if (line.reason === "paid_without_order") await agenda.postpone(row.id, null)
  }
}

/** Settlement tries it once more, at once; its lease is its own. */
async function placeNow(
  container: MedusaContainer,
  line: AttentionLine,
  row: InvoiceRow,
  actor: Actor,
  note: string | undefined
): Promise<{ done: boolean; line: AttentionLine }> {
  const { attention } = ledgerOf(container)
  if (!actionsFor(line, row).includes("place_order")) throw doesNotFit()
  const { outcome } = await settle(container, row, { actor, force: true })
  const after = (await attention.byId(line.id)) as AttentionLine
  if (outcome === "busy") throw busy()
  if (outcome !== "settled") throw after.resolved_at === null ? notPlaced(after.detail) : doesNotFit()
  if (note) await attention.annotate(line.id, note)
  await ledgerOf(container).note(row.id, "place_order", actor, { reason: line.reason, note })
  return { done: true, line: (await attention.byId(line.id)) as AttentionLine }
}
