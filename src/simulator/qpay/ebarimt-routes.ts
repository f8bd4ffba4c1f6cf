import { Router } from "express"
import { cancelReceipt, createReceipt, ownReceipt, receiptOfPayment } from "../ebarimt"
import type { World } from "../world"
import { guarded } from "./endpoint"

export function ebarimtRoutes(world: World): Router {
  const router = Router()

  router.post(
    "/ebarimt_v3/create",
    guarded(world, "ebarimt", ({ account, body }) => ({ body: createReceipt(world, account, body, "v3").fields }))
  )
  // The old form answers an empty object on success (captured from the sandbox, Jan-Feb 2026).
  router.post(
    "/ebarimt/create",
    guarded(world, "ebarimt", ({ account, body }) => {
      createReceipt(world, account, body, "old")
      return { body: {} }
    })
  )
  router.get(
    "/ebarimt/:id",
    guarded(world, "ebarimt", ({ account, params }) => ({ body: ownReceipt(world, account, params.id).fields }))
  )
  router.delete(
    "/ebarimt_v3/:payment_id",
    guarded(world, "ebarimt", ({ account, params }) => {
      const receipt = receiptOfPayment(world, account, params.payment_id)
      cancelReceipt(world, receipt)
      return { body: receipt.fields }
    })
  )
  router.delete(
    "/ebarimt/:id",
    guarded(world, "ebarimt", ({ account, params }) => {
      const receipt = ownReceipt(world, account, params.id)
      cancelReceipt(world, receipt)
      return { body: receipt.fields }
    })
  )
  return router
}
