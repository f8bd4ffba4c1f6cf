import { catalogue, fill, formatAmount, formatCountdown, formatTime, languageOf, textsOf } from ".."

describe("the catalogue", () => {
  const { mn, en } = catalogue

  test("has the same texts in both languages, and none is empty", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(mn).sort())
    for (const text of [...Object.values(mn), ...Object.values(en)]) expect(text.trim()).not.toBe("")
  })

  test("leaves the same braces to fill in", () => {
    const braces = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const key of Object.keys(mn) as (keyof typeof mn)[])
      expect([key, braces(en[key])]).toEqual([key, braces(mn[key])])
  })

  test("is Mongolian in Mongolian, English in English", () => {
    for (const text of Object.values(mn)) expect(text).toMatch(/[а-яөү]/i)
    for (const text of Object.values(en)) expect(text).not.toMatch(/[а-яөү]/i)
  })

  test("gives way to a shop's own words, text by text", () => {
    const texts = textsOf("mn", { mn: { check: "Шалгаарай" }, en: { check: "Go" } })
    expect(texts.check).toBe("Шалгаарай")
    expect(texts.renew).toBe(mn.renew)
    expect(textsOf("mn").check).toBe(mn.check)
  })
})

test.each([
  [0, "₮0"],
  [999, "₮999"],
  [12000, "₮12,000"],
  [1234567, "₮1,234,567"],
])("%i tugrik are %s", (amount, text) => expect(formatAmount(amount)).toBe(text))

test.each([
  [-5, "00:00"],
  [999, "00:00"],
  [1000, "00:01"],
  [545_900, "09:05"],
  [3_599_000, "59:59"],
  [3_600_000, "1:00:00"],
  [90_061_000, "25:01:01"],
])("%i ms left are %s", (ms, text) => expect(formatCountdown(ms)).toBe(text))

test("a time is Ulaanbaatar's, wherever the page is drawn", () => {
  expect(formatTime("2026-11-20T06:05:00.000Z")).toBe("2026.11.20 14:05")
  expect(formatTime("2026-12-31T16:00:00.000Z")).toBe("2027.01.01 00:00")
  expect(formatTime("soon")).toBe("")
})

test("values are put into braces as they are", () => {
  expect(fill("{paid} of {amount} {x}", { paid: "$&", amount: "{paid}" })).toBe("$& of {paid} {x}")
})

test.each([
  ["en", "en"],
  ["en-US", "en"],
  ["EN", "en"],
  ["mn", "mn"],
  ["ena", "mn"],
  [null, "mn"],
])("lang=%s is %s", (tag, language) => expect(languageOf(tag)).toBe(language))
