import { amountOf, payableTugrik, tugrikOf } from "../amounts"

describe("amounts", () => {
  it.each([
    [17000, 17000],
    ["17000", 17000],
    [{ value: "17000.5", precision: 20 }, 17000.5],
  ])("Medusa's %j is %d", (input, expected) => {
    expect(amountOf(input)).toBe(expected)
  })

  it.each([
    [333.33, "mnt", 333],
    [333.5, "MNT", 334],
    [10.5, "usd", 36225],
    [0.0001, "usd", 0],
  ])("%d %s is ₮%d", (amount, currency, expected) => {
    expect(tugrikOf(amount, currency, { usd: 3450 })).toBe(expected)
  })

  it("refuses a currency without a rate, naming the option", () => {
    expect(() => tugrikOf(10, "eur", { usd: 3450 })).toThrow(/"eur".*exchangeRates: \{ eur/)
  })

  it.each([
    [0, "mnt"],
    [0.49, "mnt"],
    [-5, "mnt"],
    [Number.NaN, "mnt"],
    [0.0001, "usd"],
  ])("refuses to invoice %d %s", (amount, currency) => {
    expect(() => payableTugrik(amount, currency, { usd: 3450 })).toThrow(/amount/)
  })
})
