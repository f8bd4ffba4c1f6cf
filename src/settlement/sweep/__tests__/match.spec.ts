import type { PaymentFact } from "../../../modules/qpay/ledger"
import { isMoney, tellsMore } from "../match"

const known = (status: string) => ({ payments: [{ payment_id: "p1", status } as PaymentFact] })
const listed = (payment_status: string, payment_id = "p1") => ({ payment_id, payment_status, object_id: "i1" })

describe("does QPay's list tell more than the ledger knows?", () => {
  it.each([
    ["a payment we have not seen", { payments: [] }, listed("PAID"), true],
    ["a second payment", known("PAID"), listed("PAID", "p2"), true],
    ["a part", { payments: [] }, listed("PARTIAL"), true],
    ["a failed try", { payments: [] }, listed("FAILED"), false],
    ["a status nobody knows", { payments: [] }, listed("constructor"), false],
    ["what we know", known("PAID"), listed("PAID"), false],
    ["the same money under the other endpoint's word", known("PARTIAL"), listed("PAID"), false],
    ["a refund made at QPay", known("PAID"), listed("REFUNDED"), true],
    ["a refund we know of", known("REFUNDED"), listed("REFUNDED"), false],
  ])("%s", (_name, row, payment, news) => expect(tellsMore(row, payment)).toBe(news))

  it("looks up nobody's payment only when it took money", () => {
    expect(["PAID", "PARTIAL", "REFUNDED"].every((status) => isMoney(listed(status)))).toBe(true)
    expect(["NEW", "FAILED", "toString"].some((status) => isMoney(listed(status)))).toBe(false)
  })
})
