import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { QPay } from "./qpay"
import { Shop } from "./shop"

/** A real Medusa on a real PostgreSQL, with the demo store in it, and the simulator over real HTTP. */
export function withShop(name: string, tests: (world: { shop: () => Shop; qpay: () => QPay }) => void): void {
  medusaIntegrationTestRunner({
    inApp: true,
    moduleName: `qpay-${name.replace(/\W+/g, "-")}`,
    env: { DISABLE_ADMIN: "true" },
    testSuite: ({ api, getContainer }) => {
      describe(name, () => {
        let shop: Shop
        let qpay: QPay

        beforeAll(async () => {
          qpay = await QPay.start()
          shop = await Shop.open(api, getContainer())
        })
        // Resetting QPay's books also ends its tokens: every test logs in anew, as after a restart.
        beforeEach(() => qpay.reset())
        afterAll(() => qpay.close())

        tests({ shop: () => shop, qpay: () => qpay })
      })
    },
  })
}
