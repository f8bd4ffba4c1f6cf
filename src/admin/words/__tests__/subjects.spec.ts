import type { AttentionAction } from "../../../api/admin/qpay/contract"
import { ATTENTION_REASONS, INVOICE_STATES } from "../../../modules/qpay/states"
import { actionKey, fieldsOf, plain, REASONS, reasonKey, STATES, successorOf } from "../subjects"

const line = (reason: string, order_id: string | null = null) => ({ reason, invoice: { order_id } }) as any

describe("subjects", () => {
  it("offers every state and reason that the ledger has as a filter", () => {
    expect([...STATES].sort()).toEqual([...INVOICE_STATES].sort())
    expect([...REASONS].sort()).toEqual([...ATTENTION_REASONS].sort())
  })

  it("explains a changed sum by whether the order is there", () => {
    expect(reasonKey(line("amount_changed"))).toBe("amount_changed")
    expect(reasonKey(line("amount_changed", "order_1"))).toBe("amount_changed_order")
    expect(reasonKey(line("late", "order_1"))).toBe("late")
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
