import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type Face, type Ledger, type ShownInvoice, watchChanges } from "../modules/qpay/ledger"
import { ledgerOf } from "../settlement/sale"
import { faceVersion } from "../settlement/status"
import { type HubSource, type Picture, StatusHub } from "./hub"

/** Which payment a page shows: that of a session, or whatever its hosted page's link leads to. */
export type Watched = { session: string } | { token: string }

const LIMITS = { everyMs: 1_000, patienceMs: 5_000, most: 2_500, mostPerKey: 8 }

const hubs = new WeakMap<Knex, StatusHub<ShownInvoice>>()

/** The hub of this application: one per process. */
export function statusHub(container: MedusaContainer): StatusHub<ShownInvoice> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
  return hubs.get(db) ?? startHub(container, db)
}

function startHub(container: MedusaContainer, db: Knex): StatusHub<ShownInvoice> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const hub = new StatusHub(sourceOf(ledgerOf(container)), LIMITS, (error) =>
    logger.warn(`[qpay] open pages could not be told of changes: ${error.message.split(" - ").at(-1)}`)
  )
  hubs.set(db, hub)
  watchChanges(db, (row) => {
    hub.touch(keyOf({ session: row.issued_session_id }))
    hub.touch(keyOf({ token: row.pay_token }))
  })
  return hub
}

/** Session ids and link names never look alike: the mark keeps them apart all the same. */
export function keyOf(watched: Watched): string {
  return "session" in watched ? `s:${watched.session}` : `t:${watched.token}`
}

export function pictureOf(row: ShownInvoice, now: Date = new Date()): Picture<ShownInvoice> {
  const over = row.expires_at !== null && row.expires_at <= now
  const face: Face = {
    key: "",
    id: row.id,
    state: row.state,
    paid_amount: row.paid_amount,
    refunded_amount: row.refunded_amount,
    returned_by_bank: row.returned_by_bank,
    order_id: row.order_id,
    over,
  }
  return { version: faceVersion(face), value: row }
}

function sourceOf(ledger: Ledger): HubSource<ShownInvoice> {
  const names = (keys: string[], mark: string) => keys.filter((key) => key.startsWith(mark)).map((key) => key.slice(2))
  return {
    async versions(keys) {
      const sessions = names(keys, "s:")
      const tokens = names(keys, "t:")
      const faces = await ledger.faces({ sessions, tokens })
      const bySession = new Set(sessions)
      return new Map(faces.map((face) => [(bySession.has(face.key) ? "s:" : "t:") + face.key, faceVersion(face)]))
    },
    async read(key) {
      const name = key.slice(2)
      const isSession = key.startsWith("s:")
      const row = isSession ? await ledger.bySession(name) : await ledger.byPayToken(name)
      if (!row) return null
      return pictureOf(await ledger.asShown(isSession ? await ledger.shownFor(row) : row))
    },
  }
}
