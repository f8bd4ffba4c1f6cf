import { readFileSync } from "node:fs"
import { ATTENTION_REASONS, COSTS_LESS, INVOICE_STATES } from "../../../modules/qpay/states"
import { noticeOf } from "../../../settlement/staff/notice"
import { actionKey, reasonKey } from "../../words/subjects"
import { en } from "../en"
import { mn } from "../mn"
import { SERVER, sources } from "./sources"

function leaves(words: object, at = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]) =>
      typeof value === "string" ? { [at + key]: value } : leaves(value, `${at}${key}.`)
    )
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe("catalogues", () => {
  const [english, mongolian] = [leaves(en), leaves(mn)]

  it("say the same things with the same sums in them", () => {
    expect(Object.keys(mongolian)).toEqual(Object.keys(english))
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(mongolian[key] as string)]).toEqual([key, placeholders(text)])
    }
  })

  it("leave nothing empty, and nothing Cyrillic in English", () => {
    for (const text of [...Object.values(english), ...Object.values(mongolian)]) expect(text.trim()).not.toBe("")
    for (const text of Object.values(english)) expect(text).not.toMatch(/[\u0400-\u04ff]/)
  })

  it("have words for every state, reason and action of the ledger", () => {
    for (const state of INVOICE_STATES) expect(en.states).toHaveProperty(state)
    for (const reason of ATTENTION_REASONS) {
      for (const [order_id, detail] of [
        [null, null],
        ["order_1", null],
        ["order_1", COSTS_LESS],
      ] as const) {
        const line = { reason, detail, invoice: { order_id } }
        expect(en.reasons).toHaveProperty(`${reasonKey(line)}.todo`)
        expect(en.actions).toHaveProperty(`${actionKey("accept_amount", line)}.done`)
      }
    }
  })

  it("call every reason as the bell does", () => {
    for (const reason of ATTENTION_REASONS) {
      for (const order_id of [null, "order_1"]) {
        const line = {
          id: "1",
          attention_id: "2",
          reason,
          amount_at_stake: 1,
          payment_session_id: "payses_1",
          order_id,
        }
        const key = reasonKey({ reason, detail: order_id && reason === "amount_changed" ? COSTS_LESS : null })
        const title = `QPay: ${mongolian[`reasons.${key}.title`]} / ${english[`reasons.${key}.title`]}`
        expect(noticeOf(line).data).toMatchObject({ title })
      }
    }
  })

  it("have words for who acted and how a line ended, as the server names them", () => {
    const code = sources(SERVER)
      .map((file) => readFileSync(file, "utf8"))
      .join("\n")
    const names = (pattern: RegExp) => [...new Set([...code.matchAll(pattern)].map(([, name]) => name as string))]
    const actors = names(/\bactor: "(\w+)"/g)
    const endings = names(/\bresolution: "(?!now_)(\w+)"/g)
    expect([actors.length, endings.length].every((count) => count > 3)).toBe(true)
    for (const actor of actors) expect(en.actors).toHaveProperty(actor)
    for (const ending of endings) expect(en.resolutions).toHaveProperty(ending)
  })

  it("have every word that the components ask for by name", () => {
    const asked = sources().flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\bt\("([\w.]+)"/g)].map(([, key]) => key as string)
    )
    expect(asked.length).toBeGreaterThan(50)
    for (const key of asked) expect([key, english[key] ?? english[`${key}_other`]]).toEqual([key, expect.any(String)])
  })
})
