import { checkout } from "./hostile/checkout"
import { doors } from "./hostile/doors"
import { type Known, prepare } from "./hostile/known"
import { lyingQPay } from "./hostile/lying-qpay"
import { PATIENCE, SEED } from "./support/chance"
import { withShop } from "./support/suite"

withShop(
  `hostile requests (seed ${SEED})`,
  (world) => {
    jest.setTimeout(PATIENCE)
    let known: Known
    beforeAll(async () => {
      known = await prepare(world.shop(), world.qpay())
    })

    describe("on our doors", () => doors(world, () => known))
    describe("in a checkout", () => checkout(world, () => known))
    describe("at QPay's side", () => lyingQPay(world, () => known))
  },
  // The access log, which Medusa leaves out of tests, may hold no secret either.
  { keep: true, env: { NODE_ENV: "demo" } }
)
