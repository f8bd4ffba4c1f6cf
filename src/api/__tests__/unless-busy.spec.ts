import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import { TryAgain } from "../../settlement/in-turn"
import { createTransport, Refusal } from "../../storefront/core/transport"
import { unlessBusy } from "../unless-busy"

describe("a request that waited in vain for its turn", () => {
  let server: Server
  let address: string

  beforeAll(async () => {
    const app = express()
    app.post("/busy", (_req, res) => void unlessBusy(res as MedusaResponse, Promise.reject(new TryAgain())))
    server = await new Promise((resolve) => {
      const started = app.listen(0, "127.0.0.1", () => resolve(started))
    })
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/busy`
  })
  afterAll(() => server.close())

  it("is told to come again, and the page does", async () => {
    const { open } = createTransport("pk_1")
    const refusal: unknown = await open(address, { cart_id: "cart_1" }, new AbortController().signal).catch((e) => e)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal).toMatchObject({ final: false, retryAfterMs: 2_000, error: { http: 503, code: "qpay_busy" } })
    expect((refusal as Refusal).error.en).toBe("The payment is being prepared. Please try again in a moment.")
  })

  it("any other failure is passed on", async () => {
    await expect(unlessBusy({} as MedusaResponse, Promise.reject(new Error("away")))).rejects.toThrow("away")
  })
})
