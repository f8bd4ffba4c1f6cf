import {
  compareTugrik,
  convertToTugrik,
  formatTugrik,
  isTugrik,
  MoneyError,
  receivedTugrik,
  roundToTugrik,
  sameAmount,
  sameTugrik,
  subtractTugrik,
} from "../money"

const MAX = Number.MAX_SAFE_INTEGER

describe("roundToTugrik", () => {
  it.each([
    [0, 0],
    [-0, 0],
    [1000, 1000],
    ["1000", 1000],
    [" 1000.00 ", 1000],
    [0.4, 0],
    [0.5, 1],
    [333.5, 334],
    [333.49, 333],
    [333.49999999999994, 334],
    ["333.49999999999994", 334],
    [333.499999, 333],
    ["333.499999", 333],
    ["333.4999994", 333],
    [0.1 + 0.2, 0],
    [1.005 * 1000, 1005],
    ["1e3", 1000],
    ["5e-7", 0],
    [MAX, MAX],
    [String(MAX), MAX],
  ])("%p becomes %p", (amount, tugrik) => {
    expect(roundToTugrik(amount)).toBe(tugrik)
    expect(Object.is(roundToTugrik(amount), -0)).toBe(false)
  })

  it.each([NaN, Infinity, -Infinity, -1, "-0.01", "", " ", "12,000", "₮100", "0x10", "1.", ".5", "1e999", MAX + 1])(
    "refuses %p",
    (amount) => {
      expect(() => roundToTugrik(amount)).toThrow(MoneyError)
    }
  )

  it("refuses what rounds past the largest safe integer, and what is no amount at all", () => {
    expect(() => roundToTugrik(`${MAX}.5`)).toThrow(MoneyError)
    for (const odd of [null, undefined, true, {}, [1], 10n]) {
      expect(() => roundToTugrik(odd as never)).toThrow(MoneyError)
    }
  })
})

describe("receivedTugrik", () => {
  it.each([
    [[], 0],
    [["100.00"], 100],
    [[100], 100],
    [["499.50", "500.50"], 1000],
    [["99.99"], 99],
    [["33.33", "33.33", "33.34"], 100],
    [[0.1, 0.2, "0.7"], 1],
    [Array(10).fill("0.10"), 1],
    [Array(100).fill(0.07), 7],
    [["100.00", 50, "0.999999"], 150],
    [["99.9999999"], 99],
    [[99.99999999999999], 100],
  ])("%j is %p", (values, tugrik) => {
    expect(receivedTugrik(values)).toBe(tugrik)
  })

  it.each([null, undefined, "", "abc", "1,000.00", NaN, Infinity, -1, "-100.00", {}, [], true])(
    "refuses a sum with %p in it",
    (odd) => {
      expect(() => receivedTugrik(["100.00", odd])).toThrow(MoneyError)
    }
  )

  it("refuses a total past the largest safe integer", () => {
    expect(() => receivedTugrik([MAX, 1])).toThrow(MoneyError)
  })
})

describe("comparing and subtracting", () => {
  it("orders whole tugrik", () => {
    expect([compareTugrik(1, 2), compareTugrik(2, 2), compareTugrik(3, 2)]).toEqual([-1, 0, 1])
    expect([sameTugrik(5, 5), sameTugrik(5, 6)]).toEqual([true, false])
  })

  it("subtracts, but never below zero", () => {
    expect(subtractTugrik(1500, 1000)).toBe(500)
    expect(subtractTugrik(1000, 1000)).toBe(0)
    expect(() => subtractTugrik(999, 1000)).toThrow("₮1,000 from ₮999")
  })

  it.each([0.5, -1, NaN, MAX + 1, "5"])("refuses %p, which is no sum of tugrik", (odd) => {
    expect(isTugrik(odd)).toBe(false)
    expect(() => compareTugrik(odd as number, 1)).toThrow(MoneyError)
    expect(() => subtractTugrik(10, odd as number)).toThrow(MoneyError)
    expect(() => formatTugrik(odd as number)).toThrow(MoneyError)
  })
})

describe("sameAmount", () => {
  it.each([
    [10, "10.00", true],
    ["10.5", 10.5, true],
    [0.1 + 0.2, "0.3", true],
    [12.34, "12.35", false],
    ["12.000001", "12.000002", false],
    ["-3", -3, true],
    ["-3", 3, false],
  ])("%p and %p: %p", (a, b, same) => {
    expect(sameAmount(a, b)).toBe(same)
    expect(sameAmount(b, a)).toBe(same)
  })

  it("refuses to compare what it cannot read", () => {
    expect(() => sameAmount("abc", "abc")).toThrow(MoneyError)
    expect(() => sameAmount(NaN, NaN)).toThrow(MoneyError)
  })
})

describe("convertToTugrik", () => {
  it.each([
    [1, 3450, 3450],
    [12.5, "3450.55", 43132],
    ["0.10", "3455", 346],
    ["0.10", "3454.99", 345],
    [1.1, 1.1, 1],
    [0, 3450, 0],
    ["1000000.01", 3450, 3450000035],
  ])("%p at %p is %p", (amount, rate, tugrik) => {
    expect(convertToTugrik(amount, rate)).toBe(tugrik)
  })

  it.each([
    [1, 0],
    [1, -3450],
    [-1, 3450],
    [1, NaN],
    [1, "0.0000001"],
    [MAX, 3450],
  ])("refuses %p at %p", (amount, rate) => {
    expect(() => convertToTugrik(amount, rate)).toThrow(MoneyError)
  })
})

it.each([
  [0, "₮0"],
  [999, "₮999"],
  [1000, "₮1,000"],
  [12000, "₮12,000"],
  [1234567, "₮1,234,567"],
])("formats %p as %p", (amount, text) => {
  expect(formatTugrik(amount)).toBe(text)
})
