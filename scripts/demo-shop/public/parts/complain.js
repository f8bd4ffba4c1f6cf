import { go } from "../router.js"
import { sorry } from "../texts/index.js"
import { toast } from "./toast.js"

/** A cart that was paid meanwhile cannot be changed any more. */
const PAID = 409

/** Tells the shopper what went wrong; of a paid cart the payment page shows the order. */
export function complain(error) {
  toast(sorry(error))
  if (error.status === PAID) go("/pay")
}
