import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { QPay } from "./qpay"
import { Shop } from "./shop"

export interface World {
  shop: () => Shop
  qpay: () => QPay
}

/**
 * A real Medusa on a real PostgreSQL, with the demo store in it, and the simulator over real HTTP. The shop's books
 * are set back before each test; `keep`: QPay's are not, so that a `beforeAll` may make sales for all tests.
 */
export function withShop(
  name: string,
  tests: (world: World) => void,
  { keep = false, admin = false, env = {} }: { keep?: boolean; admin?: boolean; env?: Record<string, string> } = {}
): void {
  medusaIntegrationTestRunner({
    inApp: true,
    moduleName: `qpay-${name.replace(/\W+/g, "-")}`,
    env: { DISABLE_ADMIN: String(!admin), ...env },
    hooks: admin ? { beforeServerStart: enableAdmin } : {},
    testSuite: ({ api, getContainer }) => {
      describe(name, () => {
        let shop: Shop
        let qpay: QPay

        beforeAll(async () => {
          qpay = await QPay.start()
          shop = await Shop.open(api, getContainer())
        })
        // Resetting QPay's books also ends its tokens: every test logs in anew, as after a restart.
        if (!keep) beforeEach(() => qpay.reset())
        afterAll(() => qpay.close())

        tests({ shop: () => shop, qpay: () => qpay })
      })
    },
  })
}

/** Medusa's runner switches it off, whatever the configuration says. */
async function enableAdmin(container: MedusaContainer): Promise<void> {
  container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).admin.disable = false
}
