import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ShownInvoice } from "../modules/qpay/ledger"
import { ENDS, publicStatus, type PublicStatus } from "../settlement/status"
import type { Picture } from "./hub"
import { keyOf, pictureOf, statusHub, type Watched } from "./status-hub"

/** Proxies end connections that are silent for a minute, and pages give up on those silent for 40 seconds. */
const HEART_BEAT_MS = 15_000
/** So soon a server that is told to stop lets its pages go: they come back to the next one. */
const LET_GO_MS = 1_000
/** How long a page that was turned away polls before it tries a stream again, s. */
const RETRY_AFTER = 30
/** Bytes that a page may be behind before it is let go: it asks again when it is back. */
const MOST_WAITING = 64 * 1024

/**
 * Keeps a page up to date by server-sent events: one `status` event now, unless the page has it already
 * (`Last-Event-ID`), and one for each change until the payment comes to an end. Resolves when the stream has ended.
 */
export async function serveStream(
  req: MedusaRequest,
  res: MedusaResponse,
  watched: Watched,
  row: ShownInvoice,
  statusOf: (row: ShownInvoice) => PublicStatus = publicStatus,
  beatMs: number = HEART_BEAT_MS
): Promise<void> {
  const { socket } = req
  if (res.closed || socket.destroyed) return
  const hub = statusHub(req.scope)
  const picture = pictureOf(row)
  const seen = req.get("last-event-id") ?? null
  const timers: NodeJS.Timeout[] = []
  let resolve = (): void => undefined
  const ended = new Promise<void>((done) => (resolve = done))

  const stop = () => {
    timers.forEach((timer) => clearInterval(timer))
    socket.off("close", stop)
    leave?.()
    resolve()
  }
  const end = () => {
    res.end()
    stop()
  }
  const send = ({ version, value }: Picture<ShownInvoice>) => {
    if (res.writableEnded) return
    const status = statusOf(value)
    res.write(`id: ${version}\nevent: status\ndata: ${JSON.stringify(status)}\n\n`)
    if (ENDS.includes(status.status)) end()
    else if (res.writableLength > MOST_WAITING) {
      res.destroy()
      stop()
    }
  }

  const leave = hub.open(keyOf(watched), picture.version, send)
  if (!leave) {
    res.status(503).set({ "Retry-After": String(RETRY_AFTER), "Cache-Control": "no-store" })
    res.json({ type: "unavailable", message: "Too many open streams: ask for the status instead." })
    return
  }
  res.once("close", stop)
  res.on("error", stop)
  // An answer that waits behind another one on the same connection never hears that this was closed.
  socket.once("close", stop)
  res.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    Connection: "keep-alive",
    "X-Accel-Buffering": "no", // nginx would hold the events back
  })
  res.write("retry: 3000\n\n")
  timers.push(
    // A page whose stream is silent asks for itself: right while nobody could tell it of a change.
    setInterval(() => hub.isWatching && res.write(": still here\n\n"), beatMs),
    // Medusa waits for every answer that is under way before it stops; a stream would keep it until it is killed.
    setInterval(() => isStopping(req) && end(), LET_GO_MS)
  )
  if (seen !== picture.version || ENDS.includes(statusOf(row).status)) send(picture)
  await ended
}

/** Node knows the server of a connection; a server that was told to stop takes no new ones. */
function isStopping(req: MedusaRequest): boolean {
  const { server } = req.socket as { server?: { listening?: boolean } }
  return server?.listening === false
}
