import { formatAmount, readAmount } from "../amount"

describe("amounts", () => {
  it("prints whole tugrik with the sign first", () => {
    expect(formatAmount(12000)).toBe("₮12,000")
    expect(formatAmount(0)).toBe("₮0")
  })

  it("keeps what a fee has after the point", () => {
    expect(formatAmount(450.5)).toBe("₮450.50")
  })

  it.each([
    ["12000", 12000],
    ["12,000", 12000],
    [" ₮12 000 ", 12000],
    ["1,250,000₮", 1250000],
  ])("reads %s as %d", (typed, amount) => expect(readAmount(typed)).toBe(amount))

  it.each(["", "0", "-5", "12.000", "12,00", "1,2000", "12000.50", "1e4", "twelve", "99999999999999999999"])(
    "does not guess at %j",
    (typed) => expect(readAmount(typed)).toBeNull()
  )
})
