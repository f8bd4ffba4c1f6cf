import { probeProves, probeWindow, slices, windowOf } from "../window"

const at = (text: string) => new Date(`2026-11-21T${text}Z`)

describe("the dates that QPay's list is asked for", () => {
  it("hold the span under the proven reading, with a little ahead for differing clocks", () => {
    expect(windowOf(at("02:00:00"), at("03:00:00"), "utc")).toEqual({
      start_date: "2026-11-21 02:00:00",
      end_date: "2026-11-21 03:10:00",
    })
    expect(windowOf(at("02:00:00"), at("20:00:00"), "ulaanbaatar")).toEqual({
      start_date: "2026-11-21 10:00:00",
      end_date: "2026-11-22 04:10:00",
    })
  })

  it("hold the span under both readings while none is proven", () => {
    expect(windowOf(at("02:00:00"), at("03:00:00"), null)).toEqual({
      start_date: "2026-11-21 02:00:00",
      end_date: "2026-11-21 11:10:00",
    })
  })

  it("prove Ulaanbaatar's time: under UTC the probe lies in the future, under Ulaanbaatar's in the last hours", () => {
    const now = at("12:00:00")
    const { start_date, end_date } = probeWindow(now)
    const asUtc = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`)
    const eightHours = 8 * 3_600_000
    expect(asUtc(start_date)).toBeGreaterThan(now.getTime())
    expect(asUtc(end_date) - eightHours).toBeGreaterThan(now.getTime())
    // A payment of an invoice that is young enough lies in it under Ulaanbaatar's reading.
    const issued = at("04:30:00")
    expect(probeProves(now, issued)).toBe(true)
    expect(asUtc(start_date) - eightHours).toBeLessThan(issued.getTime())
    expect(probeProves(now, at("04:10:00"))).toBe(false)
  })

  it("cut a long span into pieces once the zone is proven, without a gap", () => {
    const parts = slices(at("00:30:00"), at("13:00:00"), "utc")
    expect(parts.map(({ from, to }) => [from.toISOString().slice(11, 16), to.toISOString().slice(11, 16)])).toEqual([
      ["00:30", "06:30"],
      ["06:30", "12:30"],
      ["12:30", "13:00"],
    ])
    expect(slices(at("00:30:00"), at("03:00:00"), null)).toHaveLength(1)
    expect(slices(at("03:00:00"), at("03:00:00"), "utc")).toEqual([])
  })
})
