import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { createAdmin, seedDemo } from "../../src/scripts/seed-demo"
import { QPay } from "./qpay"
import { ADMIN, Shop } from "./shop"
import type { World } from "./suite"

/** The same world as `withShop` gives, booted as a merchant's own tests boot it: by Medusa's runner, which migrates. */
export function withMedusaTestRunner(name: string, tests: (world: World) => void): void {
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
          const store = await seedDemo(getContainer())
          await createAdmin(getContainer(), ADMIN.email, ADMIN.password)
          shop = await Shop.open(api, getContainer(), store)
        })
        beforeEach(() => qpay.reset())
        afterAll(() => qpay.close())

        tests({ shop: () => shop, qpay: () => qpay })
      })
    },
  })
}
