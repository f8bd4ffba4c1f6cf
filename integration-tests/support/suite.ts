import axios from "axios"
import { QPay } from "./qpay"
import { RunningMedusa } from "./running-medusa"
import { Shop } from "./shop"

export interface World {
  shop: () => Shop
  qpay: () => QPay
}

export interface SuiteOptions {
  /** QPay's books are not emptied before each test, so that a `beforeAll` may make sales for all tests. */
  keep?: boolean
  /** Medusa admin is served as well. */
  admin?: boolean
  /** Environment variables of a Medusa that only this suite has. */
  env?: Record<string, string>
}

/** A limit ends a hang. A boot takes seconds, on a machine that is busy with other work a minute or two. */
const HANG_MS = 600_000

/** The Medusa of this spec file: jest loads every module anew for each file. */
let medusa: Promise<RunningMedusa> | undefined
let settings = ""
afterAll(async () => (await medusa)?.close(), HANG_MS)

/**
 * A real Medusa on a real PostgreSQL, with the demo store in it, and the simulator over real HTTP. The shop's books are
 * set back before each test. Suites of one spec file share one Medusa, and so must agree on `admin` and `env`.
 */
export function withShop(name: string, tests: (world: World) => void, options: SuiteOptions = {}): void {
  const { keep = false, admin = false, env = {} } = options
  describe(name, () => {
    let running: RunningMedusa
    let shop: Shop
    let qpay: QPay
    let isFirst = true

    beforeAll(async () => {
      const wanted = JSON.stringify({ env, admin })
      if (medusa && wanted !== settings)
        throw new Error(`${name} needs other settings than the suites before it in this file`)
      settings = wanted
      medusa ??= RunningMedusa.boot({ ...env, DISABLE_ADMIN: String(!admin) })
      running = await medusa
      await running.begin()
      qpay = await QPay.start()
      const http = axios.create({ baseURL: `http://localhost:${process.env.PORT}` })
      shop = await Shop.open(http, running.container, running.store, running.store.cart_ids)
    }, HANG_MS)

    beforeEach(async () => {
      await (isFirst ? running.keep() : running.setBack())
      shop.countReadyCarts({ isFirst })
      isFirst = false
      // Resetting QPay's books also ends its tokens: every test logs in anew, as after a restart.
      if (!keep) await qpay.reset()
    }, HANG_MS)

    afterAll(async () => {
      jest.restoreAllMocks()
      await qpay?.close()
    }, HANG_MS)

    tests({ shop: () => shop, qpay: () => qpay })

    // After the suite's own hooks, in which pages close and triggers go.
    afterEach(() => running.untilIdle(), HANG_MS)
  })
}
