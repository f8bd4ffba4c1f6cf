import { INVOICE_STATES, MAY_FOLLOW, MONEY_STATES, statesBefore } from "../states"

describe("invoice states", () => {
  it("never lead from money to a state that knows of none", () => {
    const moneyless = INVOICE_STATES.filter((state) => !MONEY_STATES.includes(state) && state !== "refunded")
    for (const state of MONEY_STATES) {
      for (const next of MAY_FOLLOW[state]) expect(moneyless).not.toContain(next)
    }
  })

  it("let a late payment lift a cancelled or expired invoice", () => {
    expect(statesBefore("paid")).toEqual(expect.arrayContaining(["canceled", "expired", "open", "creating"]))
  })

  it("leave settled only for refunded, and refunded only to be held", () => {
    expect(MAY_FOLLOW.refunded).toEqual(["attention"])
    expect(MAY_FOLLOW.settled).toEqual(["refunded"])
  })
})
