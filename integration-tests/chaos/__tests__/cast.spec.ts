import { drawCast } from "../cast"
import { Dice } from "../dice"
import { PLOTS } from "../story"

describe("the cast of a run", () => {
  const cast = (seed: number, payments = 300, kill = true) => drawCast({ payments, seed, kill })

  it("is the same for the same seed, and another for another", () => {
    expect(cast(7)).toEqual(cast(7))
    expect(cast(7)).not.toEqual(cast(8))
  })

  it("has everybody in it once, and every plot", () => {
    const stories = cast(7)
    expect(stories.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n))
    expect(new Set(stories.map(({ plot }) => plot))).toEqual(new Set(Object.keys(PLOTS)))
  })

  it("begins with those who wait for an expiry", () => {
    const plots = cast(7).map(({ plot }) => plot)
    expect(plots.lastIndexOf("pays_late")).toBe(plots.filter((plot) => plot === "pays_late").length - 1)
  })

  it("loses about a fifth of the callbacks", () => {
    const knocks = cast(7, 2000).flatMap((story) => story.knocks)
    const lost = knocks.filter(({ callback }) => callback === "lost").length / knocks.length
    expect(lost).toBeGreaterThan(0.17)
    expect(lost).toBeLessThan(0.23)
  })

  it("kills servers only when asked to, and then more than once", () => {
    const kills = (payments: number, kill: boolean) =>
      cast(7, payments, kill).filter(({ killMs }) => killMs !== null).length
    expect([kills(300, false), kills(30, true), kills(300, true)]).toEqual([0, 2, 6])
  })

  it("can have one plot alone, and says which there are", () => {
    const stories = drawCast({ payments: 5, seed: 1, kill: false, plot: "pays_twice" })
    expect(stories.map(({ plot }) => plot)).toEqual(Array(5).fill("pays_twice"))
    expect(() => drawCast({ payments: 5, seed: 1, kill: false, plot: "flies" })).toThrow("walks_away")
  })
})

describe("dice", () => {
  it("keep to their bounds and weights", () => {
    const dice = new Dice(3)
    const thrown = Array.from({ length: 3000 }, () => dice.between(2, 4))
    expect([Math.min(...thrown), Math.max(...thrown)]).toEqual([2, 4])
    const drawn = Array.from({ length: 3000 }, () => dice.weighted({ often: 9, seldom: 1, never: 0 }))
    const seldom = drawn.filter((key) => key === "seldom").length
    expect(drawn).not.toContain("never")
    expect(seldom).toBeGreaterThan(200)
    expect(seldom).toBeLessThan(400)
  })
})
