import http from "node:http"
import type { AddressInfo } from "node:net"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import express from "express"
import { QPAY_MODULE } from "../../modules/qpay"
import type { ShownInvoice } from "../../modules/qpay/ledger"
import { serveStream } from "../serve"

const ROW = {
  id: "qpinv_1",
  issued_session_id: "payses_1",
  state: "open",
  amount: 17000,
  paid_amount: 0,
  refunded_amount: 0,
  returned_by_bank: 0,
  order_id: null,
  expires_at: null,
  public_data: null,
} as ShownInvoice

describe("a stream", () => {
  let server: http.Server

  beforeEach(async () => {
    const parts: Record<string, unknown> = {
      [ContainerRegistrationKeys.PG_CONNECTION]: {},
      [ContainerRegistrationKeys.LOGGER]: { warn: () => undefined },
      [QPAY_MODULE]: { ledger: { faces: async () => [] } },
    }
    const app = express()
    app.get("/events", (req, res) => {
      const request = Object.assign(req, { scope: { resolve: (name: string) => parts[name] } })
      void serveStream(request as unknown as MedusaRequest, res as MedusaResponse, { session: "payses_1" }, ROW)
    })
    server = await new Promise((resolve) => {
      const started = app.listen(0, "127.0.0.1", () => resolve(started))
    })
  })
  afterEach(() => server.closeAllConnections())

  it("ends when its server is told to stop, so that the server can", async () => {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/events`)
    const reader = response.body!.getReader()
    const text = new TextDecoder()
    let told = ""
    while (!told.includes('"status":"pending"')) told += text.decode((await reader.read()).value)

    const within = (ms: number) => new Promise<string>((resolve) => setTimeout(resolve, ms, "still open").unref())
    const ended = reader.read().then(({ done }) => (done ? "ended" : "told more"))
    expect(await Promise.race([ended, within(1_500)])).toBe("still open")
    const stopped = new Promise<string>((resolve) => server.close(() => resolve("stopped")))
    expect(await Promise.race([ended, within(5_000)])).toBe("ended")
    expect(await Promise.race([stopped, within(10_000)])).toBe("stopped")
  })
})
