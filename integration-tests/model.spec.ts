import fc from "fast-check"
import { FIRST_QR, LAST_TURN, STORY } from "./model/story"
import { newSale } from "./model/sale"
import { openBystander, World } from "./model/world"
import { drawing, PATIENCE, SEED } from "./support/chance"
import { withShop } from "./support/suite"

withShop(`any story of a sale (seed ${SEED})`, ({ shop, qpay }) => {
  jest.setTimeout(PATIENCE)

  it("whatever shopper, staff, QPay, banks and crashes do, in any order: every tugrik is an order, a refund or a line", async () => {
    await openBystander(shop())
    await fc.assert(
      fc.asyncProperty(STORY, async (story) => {
        const [sale, world] = [newSale(17000), await World.open(shop(), qpay())]
        await FIRST_QR.run(sale, world)
        await fc.asyncModelRun(() => ({ model: sale, real: world }), story)
        await LAST_TURN.run(sale, world)
      }),
      drawing(20)
    )
  })
})
