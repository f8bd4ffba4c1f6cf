import type { MedusaContainer } from "@medusajs/framework/types"
import { readHealth } from "../read-health"

const storeWith = (raw: () => Promise<unknown>) => ({ resolve: () => ({ raw }) }) as unknown as MedusaContainer

it("is down when the database refuses", async () => {
  const away = storeWith(async () => {
    throw new Error("connect ECONNREFUSED")
  })
  expect(await readHealth(away)).toMatchObject({ status: "down", checks: { database: "down" } })
})

it("is down when the database hangs, and asks it once for all who want to know", async () => {
  let asked = 0
  const db = { raw: () => (asked++, new Promise(() => undefined)) }
  const hangs = { resolve: () => db } as unknown as MedusaContainer
  const heard = await Promise.all([readHealth(hangs, 5), readHealth(hangs, 5)])
  heard.push(await readHealth(hangs, 5))
  expect(heard.map(({ status }) => status)).toEqual(["down", "down", "down"])
  expect(asked).toBe(1)
})

it("tries another connection when one is dead, and does not use them all up", async () => {
  let asked = 0
  const db = { raw: () => (asked++, new Promise(() => undefined)) }
  const hangs = { resolve: () => db } as unknown as MedusaContainer
  for (let seconds = 0; seconds < 120; seconds += 5) await readHealth(hangs, 5, seconds * 1000)
  expect(asked).toBe(3)
})

it("has its answer from a new connection while the dead one still hangs", async () => {
  const vitals = { busy: false, job_age: 5, overdue: 0, unanswered: 0, attention_count: 0, attention_amount: 0 }
  const answers = [new Promise(() => undefined), Promise.resolve({ rows: [vitals] })]
  const db = { raw: () => answers.shift() }
  const store = { resolve: () => db } as unknown as MedusaContainer
  expect(await readHealth(store, 5, 0)).toMatchObject({ checks: { database: "down" } })
  expect(await readHealth(store, 5000, 10_000)).toMatchObject({ status: "ok", checks: { database: "ok" } })
})
