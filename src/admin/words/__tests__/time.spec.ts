import { dayBefore, dayEnd, dayOf, dayStart, formatTime, pickedOf } from "../time"

describe("time", () => {
  it("is told in Ulaanbaatar", () => {
    expect(formatTime("2026-11-20T06:05:00.000Z", 480)).toBe("2026.11.20 14:05")
    expect(formatTime("2026-11-20T16:30:00.000Z", 480)).toBe("2026.11.21 00:30")
    expect(formatTime("soon")).toBe("")
  })

  it.each([0, 540, -300])("names its zone where Medusa's own times are told in another (%d minutes)", (offset) => {
    expect(formatTime("2026-11-20T06:05:00.000Z", offset)).toBe("2026.11.20 14:05 UTC+8")
  })

  it("begins and ends a day in Ulaanbaatar, wherever the browser is", () => {
    expect(dayStart("2026-11-20")).toBe("2026-11-19T16:00:00.000Z")
    expect(dayEnd("2026-11-20")).toBe("2026-11-20T15:59:59.999Z")
    expect([dayStart("x"), dayEnd("2026-13-40")]).toEqual(["", ""])
  })

  it("counts days back from the one in Ulaanbaatar", () => {
    const evening = new Date("2026-11-30T17:00:00.000Z")
    expect([dayBefore(0, evening), dayBefore(29, evening)]).toEqual(["2026-12-01", "2026-11-02"])
  })

  it("takes a picked date by its day alone", () => {
    expect(dayOf(pickedOf("2026-02-03"))).toBe("2026-02-03")
    expect([dayOf(null), pickedOf(""), pickedOf("x")]).toEqual(["", null, null])
  })
})
