import { writeFileSync } from "node:fs"
import { Pool } from "pg"
import type { Counters } from "../../src/simulator/counters"
import { Bank } from "./bank"
import { listenToAnnouncements } from "./books/announced"
import { readBooks } from "./books/read"
import { Carts } from "./carts"
import { caseFile } from "./case-file"
import { drawCast } from "./cast"
import { Dice } from "./dice"
import { Killer } from "./killer"
import { PLAY } from "./plots"
import { report } from "./report"
import { settleDown } from "./settle-down"
import { GaveUp, productOf, Shopper, type Town } from "./shopper"
import { Slots } from "./slots"
import { Staff } from "./staff"
import type { Story } from "./story"
import type { RunOptions, World } from "./world"

const SHOWN_FINDINGS = 20

/**
 * Plays all stories against a running shop, waits until the dust has settled, and compares the books.
 * @returns whether no money is lost, nothing is doubled and no order is without money
 */
export async function run(world: World, options: RunOptions, say: (line: string) => void): Promise<boolean> {
  const db = new Pool({ connectionString: world.databaseUrl, max: 4 })
  try {
    return await play(world, options, db, say)
  } finally {
    await db.end()
  }
}

async function play(world: World, options: RunOptions, db: Pool, say: (line: string) => void): Promise<boolean> {
  const bank = new Bank(world.simulatorUrl)
  const killer = new Killer(world.servers, new Dice(options.seed + 2))
  const stories = drawCast(options)
  const town: Town = {
    world,
    bank,
    staff: await Staff.logIn(world),
    carts: new Carts(world, db),
    slots: new Slots(options.atOnce),
    paid: ({ killMs }) => killMs !== null && killer.killIn(killMs),
    numberOf: async (collectionId) => {
      const { rows } = await db.query("SELECT sender_invoice_no FROM qpay_invoice WHERE payment_collection_id = $1", [
        collectionId,
      ])
      return rows[0]?.sender_invoice_no ?? null
    },
  }
  for (const story of stories) await town.carts.prepare(productOf(story, world.demo).variant_id, story.quantity)
  await fillShelves(town, stories)
  await listenToAnnouncements(db)

  const began = Date.now()
  const shoppers = stories.map((story) => new Shopper(story, town))
  const gone = { home: 0, gaveUp: 0 }
  const progress = setInterval(() => {
    say(`  ${gone.home} of ${shoppers.length} shoppers, ${killer.kills} kills, ${seconds(Date.now() - began)}`)
  }, 15_000)
  await Promise.all(shoppers.map((shopper) => visit(shopper, gone))).finally(() => clearInterval(progress))
  await killer.finish()
  await bank.endTrouble()
  const ranMs = Date.now() - began

  say(`  all shoppers are gone after ${seconds(ranMs)}; waiting until their money is settled`)
  const { books, comparison, ms: settledMs } = await settleDown(() => readBooks(bank, db))
  const happened = {
    books,
    comparison,
    counters: await bank.read<Counters>("counters"),
    shoppers: shoppers.length,
    gaveUp: gone.gaveUp,
    kills: killer.kills,
    restarts: killer.restarts,
    tokensKilled: stories.filter(({ trouble }) => trouble && "kill_tokens" in trouble.what).length,
    ranMs,
    settledMs,
  }
  say(`\n${report(happened)}`)
  writeFileSync(
    world.diaryFile,
    shoppers.map(({ story, diary }) => [JSON.stringify(story), ...diary, ""].join("\n")).join("\n")
  )
  const logs = world.servers.map(({ log }) => log)
  for (const finding of comparison.findings.slice(0, SHOWN_FINDINGS)) {
    say(`\n${caseFile(finding, books, shoppers, logs)}`)
  }
  return comparison.findings.length === 0
}

/** Enough of everything, but for one product that only half of those who want it will get. */
async function fillShelves({ staff, world: { demo } }: Town, stories: Story[]): Promise<void> {
  const wanted = stories.filter(({ plot }) => plot === "buys_the_last_ones").length
  const scarce = demo.products.at(-1)
  if (scarce && wanted > 0) await staff.setStock(scarce, demo, Math.max(1, Math.floor(wanted / 2)))
  if (stories.length < 400) return
  for (const product of demo.products.slice(0, -1)) await staff.setStock(product, demo, stories.length * 5)
}

async function visit(shopper: Shopper, gone: { home: number; gaveUp: number }): Promise<void> {
  const { slots } = shopper.town
  await slots.take()
  try {
    await shopper.takeCart()
    await PLAY[shopper.story.plot](shopper)
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error
    shopper.note(error.message)
    gone.gaveUp++
  } finally {
    slots.give()
    gone.home++
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
