import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { STATUS_FIELDS } from "../support/status-fields"
import { withShop } from "../support/suite"

withShop("what must stay private", ({ shop, qpay }) => {
  /** Everything that only QPay and we may know, gathered while a payment is made. */
  async function secretsOf(invoiceId: string): Promise<string[]> {
    const { callback_url } = await qpay().invoice(invoiceId)
    const tokens = [...qpay().simulator.state.tokens.keys()]
    expect(tokens.length).toBeGreaterThan(1)
    const secrets = [
      new URL(callback_url).searchParams.get("token") as string,
      Buffer.from("TEST_MERCHANT:123456").toString("base64"),
      "branch-two-password",
      ...tokens,
    ]
    for (const secret of secrets) expect(secret).toEqual(expect.any(String))
    return secrets
  }

  const JSON_ONLY = { accept: "application/json" }
  const expectNone = (text: string, secrets: string[]) => {
    for (const secret of secrets) expect(text).not.toContain(secret)
    // The payer's account, the token's hash and the account's fingerprint are private too.
    expect(text).not.toMatch(/account_number|callback_token|lease_owner|"account"/)
  }

  it("store API shows no token, password, callback secret or payer's account in any session data", async () => {
    const { cartId, collectionId, session, invoiceId } = await shop().checkout()
    const secrets = await secretsOf(invoiceId)
    const texts: unknown[] = [session]
    const read = async () => {
      texts.push((await shop().store("GET", `/carts/${cartId}`)).data)
      texts.push((await shop().store("GET", `/payment-collections/${collectionId}?fields=*payment_sessions`)).data)
      texts.push((await shop().status(session.id)).data, (await shop().check(session.id)).data)
      const page = new URL(session.data.pay_url).pathname
      texts.push((await shop().send("GET", page)).data, (await shop().send("GET", page, undefined, JSON_ONLY)).data)
    }
    await read()
    await qpay().pay({ invoice_id: invoiceId })
    await read()
    const [order] = await shop().ordersOf(cartId)
    const fields = "*payment_collections.payments,*payment_collections.payment_sessions"
    texts.push((await shop().store("GET", `/orders/${order?.id}?fields=${fields}`)).data)
    texts.push((await shop().complete(cartId)).data)
    expect(JSON.stringify(texts)).toContain(session.id)
    expectNone(JSON.stringify(texts), secrets)
  })

  it("the status shows nothing but its own fields, and one answer for all unknown sessions", async () => {
    const { session } = await shop().checkout()
    expect(Object.keys((await shop().status(session.id)).data.payment_session).sort()).toEqual(STATUS_FIELDS)
    const answers = await Promise.all(
      ["payses_unknown", "x", "%27%20or%201=1", "../../admin"].map((id) => shop().status(encodeURIComponent(id)))
    )
    for (const answer of answers) expect(answer.status).toBe(404)
    const noKey = await shop().send("GET", `/store/qpay/payment-sessions/${session.id}`)
    expect(noKey.status).toBe(400)
  })

  it("no log line and no error holds a secret, whatever fails", async () => {
    const logger = shop().container.resolve(ContainerRegistrationKeys.LOGGER)
    const lines: string[] = []
    const spies = (["error", "warn", "info", "debug", "log"] as const).map((level) =>
      jest.spyOn(logger, level).mockImplementation((...args: unknown[]) => {
        lines.push(
          args.map((arg) => (arg instanceof Error ? `${arg.message}${arg.stack}` : JSON.stringify(arg))).join(" ")
        )
      })
    )
    const console_ = jest.spyOn(console, "log").mockImplementation((...args) => void lines.push(args.join(" ")))
    try {
      const { cartId, session, invoiceId } = await shop().checkout()
      const secrets = await secretsOf(invoiceId)
      const answers: unknown[] = []
      for (const fault of [
        { kind: "status", status: 500 },
        { kind: "cut" },
        { kind: "garbage" },
        { kind: "html", status: 502 },
      ]) {
        await qpay().fault({ on: "*", ...fault, times: 0 })
        answers.push(await qpay().callback({ invoice_id: invoiceId }))
        await shop().letTimePass(session.id)
        answers.push((await shop().complete(cartId)).data, (await shop().check(session.id)).data)
        answers.push((await shop().startSession((await shop().row(session.id)).payment_collection_id as string)).data)
        await qpay().clearFaults()
      }
      await qpay().send("POST", "/_sim/tokens/kill")
      await qpay().fault({
        on: "token",
        kind: "status",
        status: 401,
        body: { error: "AUTHENTICATION_FAILED", message: "no" },
      })
      answers.push((await shop().startSession((await shop().row(session.id)).payment_collection_id as string)).data)
      await qpay().clearFaults()
      await qpay().pay({ invoice_id: invoiceId, amount: 100, force: true })
      expect(lines.join("\n")).toContain("[qpay]")
      expectNone(lines.join("\n").replace(/"account":"[^"]*"/g, ""), secrets)
      expectNone(JSON.stringify(answers), secrets)
    } finally {
      spies.forEach((spy) => spy.mockRestore())
      console_.mockRestore()
    }
  })
})
