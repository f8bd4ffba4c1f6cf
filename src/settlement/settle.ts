import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { QPAY_MODULE } from "../modules/qpay"
import type { Actor, InvoiceRow, Ledger } from "../modules/qpay/ledger"
import type QPayModuleService from "../modules/qpay/service"
import { askQPay } from "./ask"
import { conclude } from "./conclude"
import { readSale, type Sale } from "./sale"
import { verdict } from "./verdict"

const LEASE_SECONDS = 15
const RENEW_MS = 5_000
const WAIT_MS = 25_000
const POLL_MS = 80

export interface Knock {
  /** Who wants to know: callback, storefront, core, job, admin:<user id>. */
  actor: Actor
  /** The invoice's callback secret. With a valid one QPay is asked at once; without, through the throttle. */
  token?: string
  /** The payment a callback spoke of: a hint that saves a call when it is known already. */
  paymentId?: string
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
export async function settle(container: MedusaContainer, row: InvoiceRow, knock: Knock): Promise<Settlement> {
  const { ledger } = container.resolve<QPayModuleService>(QPAY_MODULE)
  if (nothingNew(row, knock)) return unchanged(row)

  const number = knock.token ? await ledger.leases.knock(row.id) : null
  const head = await ledger.leases.headOf(row)
  const owner = randomUUID()
  const deadline = Date.now() + WAIT_MS
  while (!(await ledger.leases.take(head, owner, LEASE_SECONDS))) {
    const current = await ledger.byId(row.id)
    if (current && (nothingNew(current, knock) || (number !== null && current.knocks_served >= number))) {
      return unchanged(current)
    }
    if (Date.now() > deadline) return { ...unchanged(current ?? row), outcome: "busy" }
    await sleep(POLL_MS)
  }

  const renewal = setInterval(() => void ledger.leases.renew(head, owner, LEASE_SECONDS).catch(() => {}), RENEW_MS)
  try {
    return await look(container, ledger, row.id, knock, number)
  } finally {
    clearInterval(renewal)
    await ledger.leases.release(head, owner)
  }
}

async function look(
  container: MedusaContainer,
  ledger: Ledger,
  id: string,
  knock: Knock,
  number: number | null
): Promise<Settlement> {
  const before = (await ledger.byId(id)) as InvoiceRow
  const answered = number !== null && before.knocks_served >= number
  if (answered || nothingNew(before, knock)) return unchanged(before)

  let asked = false
  if (knock.ask !== false && !knows(before, knock.paymentId)) {
    try {
      asked = await askQPay(container, before, knock)
    } catch (error) {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`[qpay] ${before.payment_session_id}: ${(error as Error).message}`)
      return { ...unchanged(before), outcome: "unreachable", asked: true }
    }
  }
  const row = (await ledger.byId(id)) as InvoiceRow
  // Throttled: nothing new was learned, so a page that asks in a loop starts no workflow.
  const throttled = !asked && number === null && knock.ask !== false
  if (throttled && row.state !== "paid") return unchanged(row)
  const sale = await readIssuedSale(container, row)
  const after = await conclude(container, row, sale, verdict(row, sale), knock.actor)
  // Only a look that asked after those knocks speaks for all of them.
  if (asked) await ledger.leases.served(id, before.knocks)
  else if (number !== null && before.knocks_served === number - 1) await ledger.leases.served(id, number)
  return { outcome: outcomeOf(after), row: after, asked, first: after.state !== before.state }
}

function unchanged(row: InvoiceRow): Settlement {
  return { outcome: outcomeOf(row), row, asked: false, first: false }
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

/** Final rows need no look, unless a callback speaks of a payment the ledger has not seen: a second one. */
function nothingNew(row: InvoiceRow, knock: Knock): boolean {
  if (row.state !== "settled" && row.state !== "refunded") return false
  return knock.token === undefined || knows(row, knock.paymentId)
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
