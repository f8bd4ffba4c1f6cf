import { halfIn, languageOf } from "../language"

describe("language", () => {
  it("is Mongolian where the dashboard is, else English", () => {
    expect(["mn", "mn-MN", "en", "de", undefined].map(languageOf)).toEqual(["mn", "mn", "en", "en", "en"])
  })

  it("takes its half of a sentence in both", () => {
    const both = "Мөнгийг буцаасан байна. / The money has gone back."
    expect(halfIn("mn", both)).toBe("Мөнгийг буцаасан байна.")
    expect(halfIn("en", both)).toBe("The money has gone back.")
  })

  it("takes its half where both quote a long English cause", () => {
    const cause = "complete-cart-after-payment-step: Not enough stock available for the item"
    const both = `Захиалга үүссэнгүй: ${cause} / The order could not be placed: ${cause}`
    expect(halfIn("mn", both)).toBe(`Захиалга үүссэнгүй: ${cause}`)
    expect(halfIn("en", both)).toBe(`The order could not be placed: ${cause}`)
  })

  it("is not misled by other slashes", () => {
    expect(halfIn("en", "Карт / дансаар төлсөн / Paid by card")).toBe("Paid by card")
    expect(halfIn("mn", "Карт / дансаар төлсөн / Paid by card")).toBe("Карт / дансаар төлсөн")
    expect(halfIn("mn", "size M / blue")).toBe("size M / blue")
    expect(halfIn("en", "No stock left of Цамц / M")).toBe("No stock left of Цамц / M")
    expect(halfIn("en", "Зөвхөн монголоор")).toBe("Зөвхөн монголоор")
  })
})
