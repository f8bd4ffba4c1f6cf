import fc from "fast-check"
import { drawing } from "../support/chance"
import { ok, type Session } from "../support/shop"
import type { World } from "../support/suite"
import { speak } from "../support/wire"
import { told, Witness } from "../support/witness"
import { idsOf, type Known, salesOf } from "./known"
import { isStorable } from "./requests"
import { entries, value } from "./words"

/** Keys that mean something to the provider, to Medusa or to JavaScript: what a storefront might plant. */
const PLANTED = [
  "session_id",
  "invoice_id",
  "amount",
  "currency_code",
  "status",
  "payment_id",
  "qr_text",
  "qr_image",
  "short_url",
  "links",
  "expires_at",
  "paid",
  "captured",
  "account",
  "token",
  "callback_token_hash",
  "sender_invoice_no",
  "idempotency_key",
  "context",
  "provider_id",
  "__proto__",
  "constructor",
  "toJSON",
]

/** A shopper may send any `data` with the session. It is stored by Medusa and must mean nothing to anybody. */
export function checkout({ shop, qpay }: World, known: () => Known): void {
  it("planted session data: the invoice is ours, at our sum; no order, and no other sale is touched", async () => {
    const witness = new Witness(shop(), qpay())
    const secrets = await witness.secrets()
    const others = () => Promise.all(salesOf(known()).map((sale) => witness.sale(sale)))
    const before = await others()
    const cartId = await shop().cart()
    const collectionId = await shop().collection(cartId)
    const ids = salesOf(known()).flatMap(idsOf)
    const data = entries(fc.constantFrom(...PLANTED), value(ids, PLANTED))
    let session: Session | undefined

    witness.listen()
    try {
      await fc.assert(
        fc.asyncProperty(data, fc.boolean(), async (planted, complete) => {
          await qpay().forgetCalls()
          const body = Buffer.from(JSON.stringify({ provider_id: "pp_qpay_qpay", data: planted }))
          const started = await speak(Number(process.env.PORT), {
            method: "POST",
            target: `/store/payment-collections/${collectionId}/payment-sessions`,
            headers: [
              ["content-type", "application/json"],
              ["x-publishable-api-key", shop().demo.publishable_key],
            ],
            body,
          })
          expect(told(started.raw, secrets)).toEqual([])
          if (started.status === 200) {
            session = JSON.parse(started.body).payment_collection.payment_sessions[0] as Session
            await expectOurs(session)
          } else {
            expect(isStorable(String(body))).toBe(false)
          }
          if (complete) expect((await shop().complete(cartId)).data.type).not.toBe("order")
          // Log in, take the old one back and look at it once more, create a new one, look at that; once more when
          // the machine is so slow that the look before is no longer fresh.
          expect(Object.values(await qpay().counts()).reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(6)
          expect(await others()).toEqual(before)
          expect(await shop().ordersOf(cartId)).toEqual([])
        }),
        drawing(25)
      )
    } finally {
      expect(told(witness.stop(), secrets)).toEqual([])
    }
    ok(await shop().startSession(collectionId))
    const live = (await qpay().invoices()).filter(({ status }) => status === "OPEN").at(-1)
    await qpay().pay({ invoice_id: live?.invoice_id })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
  })

  async function expectOurs({ id, amount, data }: Session): Promise<void> {
    expect(amount).toBe(17000)
    const invoice = (await qpay().invoices()).find(({ sender_invoice_no }) => sender_invoice_no === id)
    expect(invoice).toMatchObject({ amount: 17000, status: "OPEN" })
    expect(data).toMatchObject({
      session_id: id,
      invoice_id: invoice?.invoice_id,
      amount: 17000,
      currency_code: "mnt",
      status: "pending",
      payment_id: null,
      qr_image: expect.stringMatching(/^data:image\/png;base64,/),
      links: expect.arrayContaining([expect.objectContaining({ link: expect.stringMatching(/^[a-z]+:\/\//i) })]),
    })
    expect(await shop().row(id)).toMatchObject({ amount: 17000, state: "open", invoice_id: invoice?.invoice_id })
  }
}
