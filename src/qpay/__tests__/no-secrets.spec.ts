import { inspect } from "node:util"
import { QPayClient } from "../client"
import { CallInfo } from "../http"
import { Answer, BASIC, clientOptions, errorOf, PASSWORD, startServer, tokenBody } from "./test-server"

const TOKEN = "access-token-nobody-may-see"
const BODY_SECRET = "customer 99112233"
const input = {
  invoice_code: "TEST_INVOICE",
  sender_invoice_no: "1",
  invoice_receiver_code: "terminal",
  invoice_description: "d",
  amount: 100,
  callback_url: "https://shop.mn/?token=callback-token-nobody-may-see",
}
const echo: Answer = ({ headers, body }) => ({
  status: 400,
  json: { error: "INVALID_AMOUNT", message: `${headers.authorization} / ${PASSWORD} / ${TOKEN} / ${body.slice(0, 0)}` },
})
const echoFields: Answer = ({ headers }) => {
  const fields = { [TOKEN]: { type: `${headers.authorization}`, message: PASSWORD } }
  return { status: 400, json: { error: fields, message: fields } }
}
const echoCode: Answer = () => ({ status: 400, json: { error: "X", message: encodeURIComponent(PASSWORD) } })

const troubles: [string, Answer][] = [
  ["echoes our credentials", echo],
  ["echoes them as fields", echoFields],
  ["echoes the password in a URL", echoCode],
  ["is busy", { status: 500, text: `<pre>${TOKEN}</pre>` }],
  ["refuses the token", { status: 401, json: { error: "NO_CREDENTIALS", message: `Bearer ${TOKEN}` } }],
  ["answers in a wrong shape", { json: { invoice_id: { token: TOKEN, who: BODY_SECRET } } }],
  ["answers rubbish", { text: `${TOKEN} ${BODY_SECRET}` }],
  ["hangs up", (_, response) => void response.destroy()],
  ["is silent", () => undefined],
]

function everyFormOf(error: unknown): string {
  const forms = [JSON.stringify(error), String(error), inspect(error, { depth: 10, showHidden: true })]
  for (let one = error as Record<string, unknown> | undefined; one; one = one.cause as typeof one) {
    const own = Object.fromEntries(Object.getOwnPropertyNames(one).map((key) => [key, one?.[key]]))
    forms.push(JSON.stringify(own), String(one.stack), String(one.message))
  }
  return forms.join("\n")
}

const secrets = [PASSWORD, encodeURIComponent(PASSWORD), BASIC.slice(6), TOKEN, BODY_SECRET, "nobody-may-see"]

it.each(troubles)("no secret leaves with the error when QPay %s", async (_, trouble) => {
  const server = await startServer()
  const calls: CallInfo[] = []
  const client = new QPayClient({ ...clientOptions(server), createTimeoutMs: 200, onCall: (info) => calls.push(info) })
  server.route("POST /v2/auth/token", { json: tokenBody(TOKEN) })
  server.route("POST /v2/invoice", trouble)
  const text = everyFormOf(await errorOf(client.createInvoice(input))) + JSON.stringify(calls)
  await server.stop()
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toMatch(/authorization|axios/i)
})

it.each<[string, Answer]>([...troubles.slice(0, 5), ["breaks off", (_, response) => void response.destroy()]])(
  "nor when the login meets a QPay that %s",
  async (_, trouble) => {
    const server = await startServer()
    server.route("POST /v2/auth/token", trouble)
    const error = await errorOf(new QPayClient(clientOptions(server)).createInvoice(input))
    await server.stop()
    const text = everyFormOf(error)
    expect(secrets.slice(0, 3).filter((secret) => text.includes(secret))).toEqual([])
  }
)
