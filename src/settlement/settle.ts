import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { Actor, InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { UNREADABLE } from "../modules/qpay/states"
import { observeSettle } from "../telemetry"
import { announce } from "./announce"
import { askQPay } from "./ask"
import { conclude } from "./conclude"
import { withoutWaking } from "./events"
import { underLease } from "./lease"
import { readSale, type Sale } from "./sale"
import { receivedSum, verdict } from "./verdict"

/** QPay's knock is worth waiting for; a page that asks will ask again. */
const WAIT_MS = 25_000
const PAGE_WAIT_MS = 2_000

export interface Knock {
  /** Who wants to know: callback, storefront, core, job, admin:<user id>. */
  actor: Actor
  /** The invoice's callback secret. With a valid one QPay is asked at once; without, through the throttle. */
  token?: string
  /** The payment a callback spoke of: a hint that saves a call when it is known already. */
  paymentId?: string
  /** Ask at once and whatever the ledger says: the job's, when QPay's list tells more than we know. */
  force?: boolean
  /** A request waits for the answer: QPay is asked once and for a few seconds only. */
  hurry?: boolean
  /** False: decide on what the ledger knows, make no call. */
  ask?: boolean
}

export interface Settlement {
  /** `busy`: another worker holds the invoice and did not finish in time; the knock stays marked. */
  outcome: "settled" | "unpaid" | "paid" | "held" | "refunded" | "unreachable" | "busy"
  row: InvoiceRow
  /** QPay was asked in this call. */
  asked: boolean
  /** This call moved the invoice to where it is now; false when it was there already. */
  first: boolean
}

/**
 * The only way to "paid". Callback, status route, job and admin all come here; it asks QPay, decides, tells
 * Medusa, reads back what really happened and stores it before it answers. Safe to call at any time, from any
 * number of machines at once.
 * @throws only when the database fails; nothing is then marked as answered
 */
export function settle(container: MedusaContainer, row: InvoiceRow, knock: Knock): Promise<Settlement> {
  return observeSettle(knock.actor, () => answer(container, row, knock))
}

async function answer(container: MedusaContainer, row: InvoiceRow, knock: Knock): Promise<Settlement> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  if (nothingNew(row, knock)) return unchanged(row)

  const number = knock.token ? await ledger.leases.knock(row.id) : null
  const isPage = number === null && knock.actor !== "core" && !knock.actor.startsWith("admin:")
  const waitMs = isPage ? PAGE_WAIT_MS : WAIT_MS
  let current = row
  let isAnswered = false
  const meanwhile = async () => {
    current = (await ledger.byId(row.id)) ?? row
    isAnswered = nothingNew(current, knock) || (number !== null && current.knocks_served >= number)
    return isAnswered
  }
  const done = await underLease(ledger, row, { waitMs, meanwhile }, (hold) =>
    withoutWaking(() => look(container, ledger, row.id, knock, number, hold)).finally(() => {
      // Not waited for: it is in the ledger, and nobody who knocks need wait for Medusa's event bus.
      void announce(ledger, container.resolve(Modules.EVENT_BUS), container.resolve(ContainerRegistrationKeys.LOGGER))
    })
  )
  return done ?? (isAnswered ? unchanged(current) : { ...unchanged(current), outcome: "busy" })
}

async function look(
  container: MedusaContainer,
  ledger: Ledger,
  id: string,
  knock: Knock,
  number: number | null,
  hold: () => Promise<boolean>
): Promise<Settlement> {
  const before = (await ledger.byId(id)) as InvoiceRow
  const answered = number !== null && before.knocks_served >= number
  if (answered || nothingNew(before, knock)) return unchanged(before)

  let asked = false
  if (knock.ask !== false && !knows(before, knock.paymentId)) {
    try {
      asked = await askQPay(container, before, knock)
    } catch (error) {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.error(`[qpay] ${before.payment_session_id}: ${(error as Error).message}`)
      if (number !== null && (error as { code?: string }).code === UNREADABLE) await nameUnreadable(ledger, before)
      return { ...unchanged(before), outcome: "unreachable", asked: true }
    }
    if (asked) await ledger.attention.resolve(id, ["unreadable"], { actor: knock.actor, resolution: "read" })
  }
  const row = (await ledger.byId(id)) as InvoiceRow
  // Announced, but the invoice is not known yet: only a repeat can tell.
  if (number !== null && !asked && row.state === "creating") return { ...unchanged(row), outcome: "unreachable" }
  // Throttled: nothing new was learned, so a page that asks in a loop starts no workflow.
  const throttled = !asked && number === null && knock.ask !== false && knock.actor !== "core" && !knock.force
  if (throttled && (row.state === "attention" || receivedSum(row.payments) === 0)) return unchanged(row)
  // What staff set aside stays so until more money comes.
  const same = receivedSum(row.payments) === receivedSum(before.payments)
  if (same && row.state === "attention" && (await ledger.attention.isSetAside(id))) {
    if (asked) await ledger.leases.served(id, before.knocks)
    return { ...unchanged(row), asked }
  }
  const sale = await readIssuedSale(container, row)
  // Held up so long that the lease ran out: whoever has it now decides.
  if (!(await hold())) return { ...unchanged(row), outcome: "busy", asked }
  const after = await conclude(container, row, sale, verdict(row, sale), knock.actor)
  // Only a look that asked after those knocks speaks for all of them.
  if (asked) await ledger.leases.served(id, before.knocks)
  else if (number !== null && before.knocks_served === number - 1) await ledger.leases.served(id, number)
  return { outcome: outcomeOf(after), row: after, asked, first: after.state !== before.state }
}

function unchanged(row: InvoiceRow): Settlement {
  return { outcome: outcomeOf(row), row, asked: false, first: false }
}

/** A callback says that money moved and QPay's answer cannot be read: somebody must look, until it can. */
async function nameUnreadable(ledger: Ledger, row: InvoiceRow): Promise<void> {
  await ledger.attention.open({ qpay_invoice_id: row.id, reason: "unreadable", amount: row.amount })
}

/**
 * Medusa stores a new session's data, and the status `pending`, only after the provider has answered. A callback
 * that was faster waits for it, or its order's session would be set back. After a crash it never comes.
 */
async function readIssuedSale(container: MedusaContainer, row: InvoiceRow): Promise<Sale> {
  let sale = await readSale(container, row)
  const young = Date.now() - row.created_at.getTime() < 30_000
  for (let waited = 0; young && sale.session && !sale.issued && waited < 2000; waited += 100) {
    await sleep(100)
    sale = await readSale(container, row)
  }
  return sale
}

/** Final rows need no look, unless QPay may know more: a second payment on a settled invoice, a refund of it. */
function nothingNew(row: InvoiceRow, knock: Knock): boolean {
  if (knock.force || (row.state !== "settled" && row.state !== "refunded")) return false
  if (knock.token !== undefined) return knows(row, knock.paymentId)
  return knock.actor !== "core" || (row.state === "settled" && knock.ask === false)
}

/** The ledger holds this payment as PAID already; asking again could not tell more. */
function knows(row: InvoiceRow, paymentId: string | undefined): boolean {
  return paymentId !== undefined && row.payments.some((p) => p.payment_id === paymentId && p.status === "PAID")
}

function outcomeOf(row: InvoiceRow): Settlement["outcome"] {
  switch (row.state) {
    case "settled":
      return "settled"
    case "refunded":
      return "refunded"
    case "attention":
      return "held"
    case "paid":
      return "paid"
    default:
      return "unpaid"
  }
}
