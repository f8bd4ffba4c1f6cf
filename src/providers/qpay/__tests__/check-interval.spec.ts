import type { PaymentFact } from "../../../modules/qpay/ledger"
import { INVOICE_STATES, type InvoiceState } from "../../../modules/qpay/states"
import { checkInterval } from "../check-interval"

const ISSUED = new Date("2026-03-01T10:00:00Z")
const EXPIRES = new Date("2026-03-01T11:00:00Z")
const at = (time: string) => new Date(`2026-03-01T${time}Z`)
const row = (state: InvoiceState) => ({
  state,
  created_at: ISSUED,
  expires_at: EXPIRES as Date | null,
  payments: [] as PaymentFact[],
})
const anybody = { anybody: true }

it.each<[string, InvoiceState, Date, number]>([
  ["expired a moment ago", "expired", at("11:00:01"), 10],
  ["expired for an hour", "expired", at("12:00:00"), 10],
  ["expired for longer", "expired", at("12:00:01"), 600],
  ["canceled, issued an hour ago", "canceled", at("11:00:00"), 10],
  ["canceled, issued before", "canceled", at("11:00:01"), 600],
])("%s: anybody may have QPay asked every %s seconds", (_name, state, now, seconds) => {
  expect(checkInterval(row(state), anybody, now)).toBe(seconds)
})

it("one without an expiry counts from its issue", () => {
  const endless = { ...row("expired"), expires_at: null }
  expect(checkInterval(endless, anybody, at("11:00:00"))).toBe(10)
  expect(checkInterval(endless, anybody, at("11:00:01"))).toBe(600)
})

it("is asked about as ever where money may come or has come, however old it is", () => {
  const old = new Date("2027-03-01T10:00:00Z")
  const alive = INVOICE_STATES.filter((state) => state !== "canceled" && state !== "expired")
  for (const state of alive) expect(checkInterval(row(state), anybody, old)).toBe(10)
  expect(checkInterval({ ...row("canceled"), payments: [{} as PaymentFact] }, anybody, old)).toBe(10)
})

it("Medusa and staff are not held up by its age, and a secret only by a second", () => {
  const old = new Date("2027-03-01T10:00:00Z")
  expect(checkInterval(row("canceled"), {}, old)).toBe(10)
  expect(checkInterval(row("canceled"), { force: true }, old)).toBe(1)
  expect(checkInterval(row("open"), { force: true, anybody: true }, old)).toBe(1)
})
