import fc, { type Arbitrary } from "fast-check"
import { CancelOrder, Expire, Knock, Reconcile, RefundAtQPay, SendBack, Shelf, StaffRefund } from "./others"
import type { Paid } from "./sale"
import { type Callback, ChangeCart, Check, Complete, Issue, Pay } from "./shopper"
import type { Step } from "./step"

const which = fc.constantFrom(0, 0, 0, 1, 1, 2)
const pay = (...callback: Callback[]) =>
  fc
    .record({
      which,
      how: fc.constantFrom("exact", "exact", "exact", "short", "over"),
      type: fc.constantFrom("P2P", "P2P", "CARD"),
      callback: fc.constantFrom(...callback),
    })
    .map(({ which, how, type, callback }) => new Pay(which, how as "exact", type as Paid["type"], callback))

const weighted = (weight: number, arbitrary: Arbitrary<Step>) => Array.from({ length: weight }, () => arbitrary)

/** Everything that may happen to a sale, the likelier things more often. */
const COMMANDS: Arbitrary<Step>[] = [
  weighted(5, pay("send", "send", "double", "lost", "lost")),
  weighted(
    3,
    fc.constantFrom(false, false, false, true).map((cut) => new Issue(cut))
  ),
  weighted(
    2,
    fc.tuple(which, fc.constantFrom(1, 2), fc.constantFrom(false, false, true)).map((drawn) => new Knock(...drawn))
  ),
  weighted(
    2,
    fc.constantFrom(false, false, true).map((dies) => new Complete(dies))
  ),
  weighted(
    2,
    fc.constantFrom(1, 2).map((quantity) => new ChangeCart(quantity))
  ),
  weighted(
    1,
    which.map((at) => new Check(at))
  ),
  weighted(
    1,
    fc.constantFrom(true, false).map((stocked) => new Shelf(stocked))
  ),
  weighted(
    2,
    which.map((at) => new RefundAtQPay(at))
  ),
  weighted(
    2,
    fc.constantFrom(undefined, undefined, 5000).map((amount) => new StaffRefund(amount))
  ),
  weighted(1, fc.constant(new CancelOrder())),
  weighted(1, fc.constant(new SendBack())),
  weighted(1, fc.constant(new Expire())),
  weighted(2, fc.constant(new Reconcile())),
].flat()

/** What happens to one sale. Steps that make no sense where they stand are left out. */
export const STORY: Arbitrary<Step[]> = fc.array(fc.oneof(...COMMANDS), { minLength: 6, maxLength: 16, size: "max" })

/** How every story begins and ends. */
export const FIRST_QR: Step = new Issue(false)
export const LAST_TURN: Step = new Reconcile()
