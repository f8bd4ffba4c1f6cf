import jsQR from "jsqr"
import type { PaymentStatus } from "../../core"
import { INITIAL, type Phase, phaseOf } from "../../core/machine"
import { bare, payment } from "../../core/__tests__/fixtures"
import { catalogue } from "../../texts"
import { checkoutModel, type CheckoutModelInput, checkoutStyles, REGIONS, regions, renderShadow } from ".."

const draw = (input: CheckoutModelInput) => regions(checkoutModel(input))
const withLinks = (links: Partial<NonNullable<PaymentStatus["payment"]>["links"][number]>[], more = {}) =>
  payment({
    payment: {
      ...payment().payment!,
      links: links.map((link) => ({
        key: "k",
        name_mn: "Банк",
        name_en: "Bank",
        logo: null,
        link: "bank://q?x=1",
        ...link,
      })),
      ...more,
    },
  })

describe("hostile input", () => {
  const evil = `"><img src=x onerror=alert(1)><script>alert('1')</script>`

  test("stays text wherever it is shown", () => {
    const status = {
      ...withLinks([{ key: evil, name_mn: evil, name_en: evil, logo: `https://x.mn/${evil}`, link: `bank://${evil}` }]),
      reference: evil,
      amount_text: evil,
    }
    for (const input of [
      { status },
      { status: { ...status, status: "attention" as const } },
      { status, texts: { mn: { check: evil, waiting: evil, title: evil, qrLabel: evil } } },
      { status, returnUrl: `https://x.mn/${evil}`, formAction: `/qpay/pay/${evil}` },
    ]) {
      const page = renderShadow(checkoutModel(input), { nonce: evil, styles: true })
      expect(page).not.toMatch(/<img src=x|<script/)
      expect(page).toContain("&lt;script&gt;")
    }
  })

  test.each([
    "javascript:alert(1)",
    "javascript://x/%0aalert(1)",
    "JavaScript://x",
    " javascript://x",
    "java\tscript://x",
    "data:text/html,x",
    "vbscript://x",
    "intent://x",
    "file:///etc/passwd",
    "http://bank.mn/pay",
    "//bank.mn/pay",
    "/pay",
    "",
    `bank://${"x".repeat(5000)}`,
  ])("%p is no bank's link", (link) => {
    expect(draw({ status: withLinks([{ link }]) }).banks).toBe("")
    expect(draw({ status: withLinks([], { short_url: link }) }).link).toBe("")
  })

  test.each(["khanbank://q?qPay_QRcode=00&x=1", "https://s.qpay.mn/x", "http://localhost:4000/bank"])(
    "%s is one",
    (link) => {
      expect(draw({ status: withLinks([{ link }]) }).banks).toContain(`href="${link.replace("&", "&amp;")}"`)
    }
  )

  test.each(["javascript:alert(1)", "//evil.mn", "/\\evil.mn", "data:text/html,x"])(
    "%s is no way back to the shop",
    (url) => {
      const page = renderShadow(checkoutModel({ status: payment(), returnUrl: url, formAction: url }), {
        styles: false,
      })
      expect(page).not.toContain(url)
      expect(page).not.toContain("<form")
    }
  )

  test.each<[string, boolean]>([
    ["https://qpay.mn/logo.png", true],
    ["/qpay/pay/t/logo/khan", true],
    ["data:image/png;base64,iVBORw0=", true],
    ["data:text/html;base64,iVBORw0=", false],
    ["http://qpay.mn/logo.png", false],
    ["//qpay.mn/logo.png", false],
  ])("a picture from %s is shown: %s", (logo, shown) => {
    expect(draw({ status: withLinks([{ logo }]) }).banks.includes("<img")).toBe(shown)
  })

  test("leaves no inline style and no handler, so a strict Content-Security-Policy holds", () => {
    const page = renderShadow(checkoutModel({ status: payment(), formAction: "/qpay/pay/t" }), { nonce: "n1" })
    expect(page).toMatch(/^<style nonce="n1">/)
    expect(page.replace(checkoutStyles, "")).not.toMatch(/ style=| on\w+=/)
  })
})

describe("the QR", () => {
  test("can be read by a scanner and says what it is", () => {
    const text = `${payment().payment!.qr_text}${"Х".repeat(40)}`
    const { stage } = draw({ status: withLinks([], { qr_text: text }), language: "en" })
    expect(stage).toContain('role="img" aria-label="QR code to pay ₮12,000"')
    expect(scan(stage)).toBe(text)
  })

  test("is black on white in the dark, too", () => {
    const { stage } = draw({ status: payment() })
    expect(stage).toContain('fill="#fff"')
    expect(stage).toContain('stroke="#000"')
  })

  test("that does not fit leaves the page standing", () => {
    expect(draw({ status: withLinks([], { qr_text: "x".repeat(9000) }) }).stage).toContain(catalogue.mn.noQr)
  })
})

describe("the banks", () => {
  test("have names in the page's language, initials, and the last used one first", () => {
    const status = withLinks([
      { key: "khan", name_mn: "Хаан банк", name_en: "Khan Bank" },
      { key: "tdb", name_mn: "Худалдаа хөгжлийн банк", name_en: "TDB" },
    ])
    const mongolian = draw({ status, recentBanks: ["tdb", "gone"] }).banks
    expect(mongolian.indexOf("Худалдаа")).toBeLessThan(mongolian.indexOf("Хаан"))
    expect(mongolian).toContain("ХБ")
    expect(draw({ status, language: "en" }).banks).toMatch(/Khan Bank.*TDB/)
  })

  test("can be searched by either name, from nine on", () => {
    const some = (count: number) => withLinks(Array.from({ length: count }, (_, i) => ({ link: `bank${i}://x` })))
    expect(draw({ status: some(8) }).banks).not.toContain('type="search"')
    const { banks } = draw({ status: some(9) })
    expect(banks).toContain('type="search"')
    expect(banks).toContain('data-names="банк bank k"')
  })
})

describe("what is told", () => {
  const statuses: Exclude<PaymentStatus["status"], "pending">[] = [
    "paid",
    "order_placed",
    "expired",
    "canceled",
    "attention",
    "refunded",
  ]
  const phases: [Phase, CheckoutModelInput][] = [
    ["loading", {}],
    ["waiting", { status: payment() }],
    ["checking", { state: stateOf({ status: payment(), checking: true }) }],
    ["offline", { state: stateOf({ status: payment(), connected: false }) }],
    ["unavailable", { state: stateOf({ error: { http: 404, code: null, message: "", mn: null, en: null } }) }],
    ...statuses.map((status): [Phase, CheckoutModelInput] => [status, { status: bare({ status }) }]),
  ]

  test.each(phases)("%s: a title, a sentence and a panel in both languages", (phase, input) => {
    for (const language of ["mn", "en"] as const) {
      const model = checkoutModel({ ...input, language })
      expect(model.phase).toBe(phase)
      const drawn = regions(model)
      expect(drawn.status).toMatch(/class="title">[^<]+<\/p><p class="text">.+<\/p>/)
      expect(drawn.stage + drawn.result).toContain('class="panel')
      expect(JSON.stringify(drawn)).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}/)
    }
  })

  test("no two phases look the same", () => {
    const titles = phases.map(([, input]) => draw({ ...input, language: "en" }).status)
    expect(new Set(titles).size).toBe(phases.length)
  })

  test("QR and links stay while checking and offline, and go with the wait", () => {
    for (const [phase, input] of phases) {
      const waits = ["waiting", "checking", "offline"].includes(phase)
      const { stage, banks, link } = draw(input)
      expect([phase, stage.includes('role="img"'), banks !== "", link !== ""]).toEqual([phase, waits, waits, waits])
    }
  })

  test("checking does not touch what is not about it", () => {
    const before = draw({ state: stateOf({ status: payment() }) })
    const after = draw({ state: stateOf({ status: payment(), checking: true }) })
    expect(REGIONS.filter((region) => before[region] !== after[region])).toEqual(["status", "actions"])
  })

  test("money that is short says how much came of how much, and what to tell the shop", () => {
    const drawn = draw({ status: bare({ status: "attention", paid_amount: 5000 }), language: "en" })
    expect(drawn.status).toContain("₮5,000 of ₮12,000")
    expect(drawn.status).toContain("Your money is safe")
    expect(drawn.result).toContain("AB12CD34")
  })

  test("the server's own sentence stands where it refused, in the page's language", () => {
    const error = { http: 400, code: null, message: "", mn: "Сагс хоосон", en: "The cart is empty" }
    const state = stateOf({ status: bare({ status: "expired" }), error })
    expect(draw({ state }).status).toContain("Сагс хоосон")
    expect(draw({ state, language: "en" }).status).toContain("The cart is empty")
  })

  test("what kept the server from opening it stands there, with a button to try again instead of a check", () => {
    const error = { http: 500, code: null, message: "", mn: "QPay хариу өгөхгүй байна", en: "QPay is not answering" }
    const away = draw({ state: stateOf({ connected: false, error }), language: "en" })
    expect(away.status).toContain("QPay is not answering")
    expect(away.status).not.toContain(catalogue.en.offline)
    expect(away.actions).toMatch(/data-action="renew" aria-disabled="false">Try again</)
    expect(away.actions).not.toContain('data-action="check"')
    const silent = draw({ state: stateOf({ connected: false }), language: "en" })
    expect(silent.status).toContain(catalogue.en.offline)
    expect(silent.actions).toContain('data-action="renew"')
    // With a QR on screen it is one that may have been paid.
    const waiting = draw({ state: stateOf({ status: payment(), connected: false }), language: "en" })
    expect(waiting.actions).toContain('data-action="check"')
    const renewing = stateOf({ status: bare({ status: "expired" }), connected: false, renewing: true, error })
    expect(draw({ state: renewing }).status).toContain("QPay хариу өгөхгүй байна")
  })

  test("a shop's own words are used", () => {
    expect(draw({ status: payment(), texts: { mn: { check: "Шалга" } } }).actions).toContain("Шалга")
  })
})

describe("what was paid", () => {
  const sums = (amount: number, paid_amount: number) => bare({ status: "order_placed", amount, paid_amount })

  test.each([
    ["the sum", 17_000, "₮17,000", false],
    ["too much", 34_000, "₮34,000", true],
    ["less, and the shop took it", 15_000, "₮15,000", false],
  ])("%s: the sum that arrived, and a word about what is over", (_name, paid, shown, isOver) => {
    const { summary, status } = draw({ status: sums(17_000, paid), language: "en" })
    expect(summary).toContain(`>${shown}<`)
    expect(status.includes("₮17,000 too much")).toBe(isOver)
    expect(draw({ status: sums(17_000, paid) }).status.includes("₮17,000 илүү")).toBe(isOver)
  })
})

describe("what went back", () => {
  test.each([
    ["through QPay", { paid_amount: 0, refunded_amount: 12_000 }],
    ["by bank", { paid_amount: 12_000, refunded_amount: 12_000 }],
  ])("%s: the sum, and no word of a card", (_name, sums) => {
    const status = bare({ status: "refunded", ...sums })
    const english = draw({ status, language: "en" })
    expect(english.status).toContain("₮12,000 is going back to you")
    expect(english.summary).toMatch(/>Amount refunded<.*>₮12,000</)
    const mongolian = draw({ status })
    expect(mongolian.status).toContain("Танд ₮12,000 буцаалаа")
    expect(mongolian.summary).toContain("Буцаасан дүн")
    for (const { status: text } of [english, mongolian]) expect(text).not.toMatch(/card|карт|₮0/)
  })
})

test("a sum is asked for only while none has come", () => {
  const label = (changes: Partial<PaymentStatus>) => draw({ status: bare(changes), language: "en" }).summary
  for (const status of ["pending", "expired", "canceled"] as const) {
    expect(label({ status })).toMatch(/>Amount to pay<.*>₮12,000</)
  }
  expect(label({ status: "attention", paid_amount: 12_000 })).toMatch(/>Amount paid<.*>₮12,000</)
  expect(label({ status: "attention", paid_amount: 5_000 })).toMatch(/>Amount paid<.*>₮5,000</)
})

describe("a hosted page", () => {
  test("works without JavaScript: forms, a refresh link, the time of expiry", () => {
    const waiting = draw({ status: payment(), formAction: "/qpay/pay/t", language: "en" })
    expect(waiting.actions).toContain('<form method="post" action="/qpay/pay/t/check">')
    expect(waiting.actions).toContain('<noscript><a class="button quiet" href="/qpay/pay/t">')
    const asked = { status: payment(), formAction: "/qpay/pay/t", formQuery: "?lang=en&return_url=x" }
    expect(draw(asked).actions).toContain('action="/qpay/pay/t/check?lang=en&amp;return_url=x"')
    expect(draw(asked).actions).toContain('href="/qpay/pay/t?lang=en&amp;return_url=x"')
    expect(waiting.clock).toContain(">15:00<")
    expect(waiting.status).not.toContain("by itself")
    expect(draw({ status: bare({ status: "expired" }), formAction: "/qpay/pay/t" }).actions).toContain(
      'action="/qpay/pay/t/renew"'
    )
  })

  test("has every region and slot in its shadow root", () => {
    const page = renderShadow(checkoutModel({ status: bare({ status: "order_placed" }) }))
    for (const region of REGIONS) expect(page).toContain(`data-region="${region}"`)
    for (const slot of ["header", "help", "order"]) expect(page).toContain(`<slot name="${slot}">`)
    expect(page).toContain('role="status"')
  })

  test("counts down where a clock runs", () => {
    expect(draw({ status: payment(), remainingMs: 65_000 }).clock).toContain(">01:05<")
  })
})

function stateOf(facts: object) {
  const all = { ...INITIAL, ...facts }
  return { ...all, phase: phaseOf(all) }
}

/** Draws the SVG's path, four pixels a module, and reads it. */
function scan(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const path = /stroke="#000" d="([^"]+)"/.exec(svg)?.[1] ?? ""
  const scale = 4
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255)
  let x = 0
  let y = 0
  for (const [, command, a, b] of path.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === "M") [x, y] = [Number(a), Number(b) - 0.5]
    else if (command === "m") x += Number(a)
    else {
      for (let px = x * scale; px < (x + Number(a)) * scale; px++) {
        for (let py = y * scale; py < (y + 1) * scale; py++)
          pixels.fill(0, (py * size * scale + px) * 4, (py * size * scale + px) * 4 + 3)
      }
      x += Number(a)
    }
  }
  return jsQR(pixels, size * scale, size * scale)?.data
}
