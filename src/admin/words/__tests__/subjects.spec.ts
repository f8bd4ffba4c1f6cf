import type { AttentionAction } from "../../../api/admin/qpay/contract"
import { ATTENTION_REASONS, COSTS_LESS, COSTS_MORE, INVOICE_STATES } from "../../../modules/qpay/states"
import { actionKey, detailKey, fieldsOf, isReturned, plain, REASONS, reasonKey, STATES, successorOf } from "../subjects"

const line = (reason: string, order_id: string | null = null, detail: string | null = null) =>
  ({ reason, detail, invoice: { order_id } }) as any

describe("subjects", () => {
  it("offers every state and reason that the ledger has as a filter", () => {
    expect([...STATES].sort()).toEqual([...INVOICE_STATES].sort())
    expect([...REASONS].sort()).toEqual([...ATTENTION_REASONS].sort())
  })

  it("explains a changed sum by whether it was the cart's or the order's", () => {
    expect(reasonKey(line("amount_changed"))).toBe("amount_changed")
    expect(reasonKey(line("amount_changed", "order_1", COSTS_MORE))).toBe("amount_changed_order")
    expect(reasonKey(line("amount_changed", "order_1", COSTS_LESS))).toBe("amount_changed_order")
    // The cart's sum was accepted, and then the order came: still the cart's matter.
    expect(reasonKey(line("amount_changed", "order_1"))).toBe("amount_changed")
    expect(reasonKey(line("late", "order_1"))).toBe("late")
  })

  it("says in words what core says of stock in ids, and leaves other causes alone", () => {
    expect(detailKey("Not enough stock available for item iitem_1 at location sloc_1")).toBe("no_stock")
    expect(detailKey("Some variant does not have the required inventory")).toBe("no_stock")
    expect(detailKey("costs_more")).toBe("costs_more")
    expect(detailKey("Region is missing")).toBe("Region is missing")
  })

  it("knows when an order's money is all back", () => {
    const gone = { way: "none", amount: 0, payment_id: "pay_1" } as const
    expect(isReturned({ state: "settled", refundable: gone })).toBe(true)
    expect(isReturned({ state: "settled", refundable: { ...gone, way: "bank", amount: 500 } })).toBe(false)
    expect(isReturned({ state: "settled", refundable: { ...gone, payment_id: null } })).toBe(false)
    expect(isReturned({ state: "attention", refundable: gone })).toBe(false)
  })

  it("names what accepting a sum means for this line", () => {
    expect(actionKey("accept_amount", line("underpaid"))).toBe("accept_amount")
    expect(actionKey("accept_amount", line("overpaid", "order_1"))).toBe("accept_surplus")
    expect(actionKey("accept_amount", line("amount_changed", "order_1"))).toBe("accept_difference")
    expect(actionKey("ignore", line("overpaid"))).toBe("ignore")
  })

  it("has the sum typed again wherever money is decided on", () => {
    const typed: AttentionAction[] = ["accept_amount", "record_refund", "refund_card"]
    for (const action of typed) expect(fieldsOf(action).amount).toBe(true)
    expect(fieldsOf("record_refund").reference).toBe(true)
    expect(fieldsOf("place_order")).toEqual({ amount: false, reference: false, note: "possible" })
    expect(fieldsOf("ignore").note).toBe("needed")
  })

  it("makes unknown words readable", () => {
    expect(plain("order_checked")).toBe("Order checked")
    expect([successorOf("now_late"), successorOf("settled")]).toEqual(["late", null])
  })
})
