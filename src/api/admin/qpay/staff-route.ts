import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { StaffRefusal } from "../../../settlement/staff/refusal"

type Work = (req: AuthenticatedMedusaRequest) => Promise<unknown>

/**
 * A route for staff: its answer is never kept by a browser, and a refusal is a 409 (404 for what is not there) with
 * a code for the page and a text for the person. Not by an error: Medusa's handler has a text of its own for conflicts.
 */
export function staffRoute(work: Work) {
  return async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
    res.set("Cache-Control", "no-store")
    try {
      res.json(await work(req))
    } catch (error) {
      if (!(error instanceof StaffRefusal)) throw error
      const { code, message } = error
      res
        .status(code === "not_found" ? 404 : 409)
        .json({ type: code === "not_found" ? code : "not_allowed", code, message })
    }
  }
}
