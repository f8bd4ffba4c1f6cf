import http from "node:http"
import net, { type AddressInfo } from "node:net"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import express from "express"
import { QPAY_MODULE } from "../../modules/qpay"
import type { ShownInvoice } from "../../modules/qpay/ledger"
import { publicStatus } from "../../settlement/status"
import { serveStream } from "../serve"
import { statusHub } from "../status-hub"

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

/** As long as the real one; a test that waits for some names a shorter one. */
const BEAT_MS = 15_000
const QUICK = 50

describe("a stream", () => {
  let server: http.Server
  let scope: MedusaContainer
  /** Is the database there? */
  let answers: boolean
  /** The states that ended streams began with. */
  let over: string[]

  beforeEach(async () => {
    answers = true
    over = []
    const faces = async () => {
      if (!answers) throw new Error("away")
      return []
    }
    const parts: Record<string, unknown> = {
      [ContainerRegistrationKeys.PG_CONNECTION]: {},
      [ContainerRegistrationKeys.LOGGER]: { warn: () => undefined },
      [QPAY_MODULE]: { ledger: { faces } },
    }
    scope = { resolve: (name: string) => parts[name] } as unknown as MedusaContainer
    const app = express()
    app.get("/events", (req, res) => {
      const request = Object.assign(req, { scope }) as unknown as MedusaRequest
      const row = { ...ROW, state: req.query.state ?? "open" } as ShownInvoice
      const watched = { session: "payses_1" }
      const beatMs = Number(req.query.beat ?? BEAT_MS)
      void serveStream(request, res as MedusaResponse, watched, row, publicStatus, beatMs).then(() =>
        over.push(row.state)
      )
    })
    server = await new Promise((resolve) => {
      const started = app.listen(0, "127.0.0.1", () => resolve(started))
    })
  })
  afterEach(() => {
    server.close()
    server.closeAllConnections()
  })

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

  const until = async (holds: () => boolean) => {
    for (let n = 0; n < 1_000 && !holds(); n++) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(holds()).toBe(true)
  }

  /** Requests on one connection, none of which waits for the answer to the one before. */
  const pipeline = (...paths: string[]) => {
    const socket = net.connect((server.address() as AddressInfo).port, "127.0.0.1")
    const heard: string[] = []
    socket.on("data", (data) => heard.push(data.toString()))
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: shop\r\n\r\n`).join(""))
    return { beats: () => heard.join("").split("still here").length - 1, hangUp: () => socket.destroy() }
  }

  it("ends with its connection, also where its answer waits behind another one's", async () => {
    const { hangUp } = pipeline("/events", "/events", "/events", "/events")
    await until(() => statusHub(scope).size === 4)
    hangUp()
    await until(() => over.length === 4)
    expect(statusHub(scope).size).toBe(0)
  })

  it("ends with its payment at once, also where its answer waits behind another one's, and says no more", async () => {
    const { beats, hangUp } = pipeline(`/events?beat=${QUICK}`, `/events?beat=${QUICK}&state=settled`)
    await until(() => over.length === 1)
    expect([over, statusHub(scope).size]).toEqual([["settled"], 1])
    // Heart-beats later nothing was written after its end, which would have ended this process.
    await until(() => beats() > 3)
    hangUp()
    await until(() => statusHub(scope).size === 0)
  })

  it("is silent while nobody could tell it of a change, so that its page asks for itself", async () => {
    const { beats, hangUp } = pipeline(`/events?beat=${QUICK}`)
    await until(() => beats() > 0)
    answers = false
    await until(() => !statusHub(scope).isWatching)
    const before = beats()
    await new Promise((resolve) => setTimeout(resolve, QUICK * 4))
    expect(beats() - before).toBeLessThanOrEqual(1) // one may have been on its way
    answers = true
    await until(() => beats() > before + 1)
    hangUp()
  })
})
