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
