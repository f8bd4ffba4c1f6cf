import { noteworthy } from "../trail"

describe("trail", () => {
  it("tells sums, reasons and what somebody wrote", () => {
    expect(noteworthy({ data: { amount: 45000 } })).toEqual({ reason: null, text: "₮45,000" })
    expect(noteworthy({ data: { payments: [{ amount: "45000.00" }, { amount: "500" }] } }).text).toBe("₮45,000, ₮500")
    expect(noteworthy({ data: { reason: "late", reference: "TX-1", note: " called " } })).toEqual({
      reason: "late",
      text: "TX-1 · called",
    })
  })

  it("leaves the rest to engineers, whatever it is", () => {
    const nothing = { reason: null, text: "" }
    for (const data of [
      null,
      {},
      { errors: ["x"] },
      { payments: [null, {}, { amount: "" }] },
      { amount: NaN, note: 5 },
    ]) {
      expect(noteworthy({ data })).toEqual(nothing)
    }
  })
})
